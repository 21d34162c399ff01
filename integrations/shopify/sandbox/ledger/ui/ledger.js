// The panel beside a page of the sandbox: everything that passes between the
// shop, the app and its tools, as it passes; the weather; the time machine.
import { h, memory, remember } from './dom.js';
import { feed } from './feed.js';
import { filter } from './filter.js';
import { tabs } from './tabs.js';

const skeleton = `<header class="l-head"><h2>What happens</h2><span class="l-live"></span><span class="l-badge"></span><span class="l-ticker"></span>
<button class="l-small" aria-pressed="false">Pause</button><button class="l-toggle" aria-controls="l-body" aria-label="What happens"></button></header>
<div class="l-body" id="l-body"><div class="l-tabs" role="tablist"></div>
<div><div class="l-tools"><fieldset class="l-who" aria-label="Whose">
<label><input type="radio" name="l-who"><span></span></label><label><input type="radio" name="l-who"><span>Everybody</span></label></fieldset>
<input type="search" placeholder="Search" aria-label="Search the ledger" maxlength="100">
<details class="l-choose"><summary></summary><div></div></details></div><div class="l-scroll"></div></div><div></div><div></div></div>
<p class="l-hidden" role="status"></p>`;

function mount(root) {
  const told = h('div', { class: 'l-about' }, ...root.childNodes);
  root.innerHTML = skeleton;
  const [live, badge, ticker, pause, toggle, body, scroller, spoken] = ['.l-live', '.l-badge', '.l-ticker', '.l-small', '.l-toggle', '.l-body', '.l-scroll', '[role=status]']
    .map((place) => root.querySelector(place));
  scroller.append(told);

  let unread = 0, paused = false, speak, draw;
  const list = feed(scroller, {
    state(state) {
      root.dataset.state = state;
      live.textContent = state === 'lost' ? 'reconnecting…' : state;
    },
    count(held, newest) {
      pause.textContent = paused ? `Resume${held ? `, ${held} new` : ''}` : 'Pause';
      ticker.textContent = newest?.title ?? '';
    },
    news({ kind }) {
      unread += 1;
      badge.textContent = memory.open ? '' : unread;
      speak ??= setTimeout(() => { // once in a while, however much comes
        spoken.textContent = ticker.textContent;
        speak = null;
      }, 3000);
      clearTimeout(draw);
      draw = setTimeout(() => redraw(told, root.dataset.about), 150);
      if (kind === 'control') look();
    },
  });
  pause.onclick = () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', paused);
    list.pause(paused);
  };

  function open(on) {
    remember({ open: on });
    toggle.setAttribute('aria-expanded', on);
    unread = 0;
    badge.textContent = '';
  }
  toggle.onclick = () => open(!memory.open);
  root.addEventListener('keydown', ({ key }) => key === 'Escape' && open(false));
  open(memory.open);
  const look = tabs(body, list.tick);
  filter(root, list);
}

// redraw fetches what the page tells of the shopper, and marks news.
async function redraw(place, about) {
  const answer = about && await fetch(about);
  if (!answer?.ok) return;
  const keys = () => [...place.querySelectorAll('[data-key]')];
  const known = keys().map((e) => e.dataset.key);
  place.innerHTML = await answer.text();
  for (const e of keys()) e.classList.toggle('l-new', !known.includes(e.dataset.key));
}

document.querySelectorAll('[data-ledger]').forEach(mount);
