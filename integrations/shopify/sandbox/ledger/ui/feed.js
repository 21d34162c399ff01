// The live list: follows the stream, and keeps its place when the connection or
// the page comes and goes.
import { button, call, h, sandbox } from './dom.js';
import { row } from './entry.js';

const most = 300; // rows; older ones are fetched again when asked for

// feed draws what a query asks for into a scroller, and tells of its state (live,
// paused, lost), of news, of how many it holds back and what it shows first.
export function feed(scroller, tell) {
  const list = h('ol');
  const older = button('Show older', fetchOlder, { hidden: true });
  const unseen = button('', () => scroller.scrollTo({ top: 0 }), { class: 'l-unseen', hidden: true });
  const empty = h('div', { class: 'l-empty' });
  scroller.append(unseen, list, empty, older);

  const rows = new Map();
  const held = new Map(); // what came while paused
  let source, query, place, paused = false, past = 0, missed = 0;

  function connect() {
    source?.close();
    source = new EventSource(`/_sandbox/ledger/stream?${query}&after=${place}`);
    source.onopen = () => tell.state(paused ? 'paused' : 'live');
    source.onerror = () => {
      tell.state('lost');
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
    };
    source.addEventListener('reset', ({ data }) => {
      const { entries, now } = JSON.parse(data);
      sandbox.ahead = new Date(now) - Date.now();
      past = entries;
      missed = 0;
      rows.clear();
      held.clear();
      list.replaceChildren();
      count();
    });
    source.addEventListener('entry', ({ data, lastEventId }) => {
      place = lastEventId;
      const entry = JSON.parse(data);
      const news = past-- <= 0;
      if (paused && news && !rows.has(entry.id)) held.set(entry.id, entry);
      else put(entry, news);
      count();
    });
  }

  function put(entry, news) {
    const known = rows.get(entry.id);
    if (known) return known.show(entry);
    const item = row(entry);
    const height = scroller.scrollHeight, away = scroller.scrollTop > 60;
    const after = [...list.children].find((other) => other.entry.id < entry.id);
    rows.set(entry.id, item);
    list.insertBefore(item, after ?? null);
    if (news) {
      item.classList.add('l-new');
      if (away) {
        scroller.scrollTop += scroller.scrollHeight - height;
        missed += 1;
      }
      tell.news(entry);
    }
    if (rows.size > most) {
      rows.delete(list.lastChild.entry.id);
      list.lastChild.remove();
    }
  }

  async function fetchOlder() {
    const { entries, next } = await call(`ledger?${query}&brief&limit=50&before=${list.lastChild.entry.id}`);
    for (const entry of entries) {
      rows.set(entry.id, row(entry));
      list.append(rows.get(entry.id));
    }
    older.hidden = !next;
  }

  function count() {
    unseen.hidden = !missed;
    unseen.textContent = `${missed} new ↑`;
    empty.hidden = rows.size > 0;
    older.hidden = rows.size < 100;
    tell.count(held.size, list.firstChild?.entry);
  }

  scroller.addEventListener('scroll', () => {
    if (missed && scroller.scrollTop < 60) {
      missed = 0;
      count();
    }
  });
  document.addEventListener('visibilitychange', () => (document.hidden ? source.close() : connect()));
  const tick = () => list.childNodes.forEach((item) => item.tick());
  setInterval(tick, 5000);

  return {
    empty,
    tick,
    ask(next) {
      [query, place] = [next, ''];
      connect();
    },
    pause(on) {
      paused = on;
      for (const entry of held.values()) put(entry, true);
      held.clear();
      count();
      tell.state(on ? 'paused' : 'live');
    },
  };
}
