// What the ledger shows: whose entries, which kinds, which words.
import { button, h, icon, memory, remember } from './dom.js';

const nothing = 'Buy something and answer the question after it: here you see where the answer goes.';

// filter makes the controls work, and asks the list now and at each change.
export function filter(root, list) {
  const { shop, customer, name = 'This shopper' } = root.dataset;
  const [who, search, choose] = ['.l-who', '[type=search]', '.l-choose'].map((place) => root.querySelector(place));
  const [hers, everybodys] = who.querySelectorAll('input');
  const [chosen, place] = choose.children;
  let typing, pressed;

  function change(some) {
    remember(some);
    const { kinds, text } = memory;
    const everybody = !customer || memory.everybody;
    const query = new URLSearchParams({ shop, kind: kinds, text });
    if (!everybody) query.set('customer', [...customer.split(' '), 'everybody']);
    (everybody ? everybodys : hers).checked = true;
    search.value = text;
    chosen.textContent = kinds.length ? `Kinds: ${kinds.length}` : 'All kinds';
    pressed?.();
    list.empty.replaceChildren(...(text || kinds.length
      ? [h('p', {}, 'Nothing like that yet.'), button('Show everything', () => change({ kinds: [], text: '' }))]
      : [icon('page'), h('p', {}, everybody ? 'Quiet so far.' : `Nothing about ${name} yet.`), h('p', { class: 'l-muted' }, nothing), h('a', { href: '/', class: 'l-button' }, 'Go shopping')]));
    list.ask(query);
  }

  who.hidden = !customer;
  who.querySelector('span').textContent = name;
  who.onchange = () => change({ everybody: everybodys.checked });
  search.oninput = () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ text: search.value }), 250);
  };
  choose.ontoggle = async () => {
    const { chips } = await import('./kinds.js');
    pressed ??= chips(place, () => memory.kinds, (kinds) => change({ kinds }));
    pressed();
  };
  change();
}
