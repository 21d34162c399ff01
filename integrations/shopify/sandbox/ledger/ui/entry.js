// One row of the ledger: a line for everybody, and the raw exchange behind it.
import { call, exact, h, icon, sandbox, span } from './dom.js';

export const took = (ms) => (ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);
const outcomes = { busy: () => 'on its way', waiting: () => 'will try again', failed: ({ status }) => status || 'no answer' };

// row draws an entry: show draws it anew, tick how old it is.
export function row(entry) {
  const line = h('summary');
  const more = h('div', { class: 'l-more' });
  const details = h('details', { ontoggle: () => load() }, line, more);
  const item = h('li', { class: 'l-row' }, details);
  async function load() {
    if (!details.open) return;
    try {
      const { exchange } = await import('./exchange.js');
      more.replaceChildren(...exchange(await call(`ledger/${item.entry.id}`)));
    } catch {
      more.textContent = 'This is no longer kept.';
    }
  }
  item.show = (next) => {
    item.entry = next;
    Object.assign(item.dataset, { kind: next.kind, state: next.state });
    line.replaceChildren(...summary(next));
    item.tick();
    load();
  };
  item.tick = () => {
    const seconds = (sandbox.now() - new Date(item.entry.at)) / 1000;
    line.lastChild.textContent = seconds < 2 ? 'now' : span(seconds);
  };
  item.show(entry);
  return item;
}

function summary(e) {
  const outcome = outcomes[e.state]?.(e);
  const facts = [e.ms && took(e.ms), e.cost && `${e.cost.actual} points`, e.attempts?.length > 1 && `${e.attempts.length} tries`].filter(Boolean);
  return [
    h('span', { class: 'l-icon' }, icon(e.kind)),
    h('span', {},
      h('span', { class: 'l-title' }, e.title),
      h('span', { class: 'l-meta' }, outcome && h('b', {}, outcome), [`${e.from} → ${e.to}`, ...facts].join(' · '))),
    h('time', { datetime: e.at, title: exact(e.at) }),
  ];
}
