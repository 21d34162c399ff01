// Puts options that are to be shuffled in one visitor's own order: the one every
// other surface makes. It runs before askwell.js and is loaded only where needed.

const rank = (text) => {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

// Who is asked: a customer by her number, a guest by a name for this browser.
function visitorOf({ dataset }) {
  const customer = dataset.askwell.split('/')[1];
  if (customer) return customer;
  const fresh = crypto.randomUUID();
  try {
    const known = localStorage.getItem('askwell:visitor') ?? fresh;
    localStorage.setItem('askwell:visitor', known);
    return known;
  } catch {
    return fresh; // storage may be forbidden
  }
}

function shuffle(list, visitor) {
  const { survey, version } = list.closest('form').elements;
  const seed = ['', list.closest('fieldset').dataset.key, survey.value, version.value, visitor].join('/');
  const keyOf = (item) => (item.matches('option') ? item : item.querySelector('input')).value;
  const all = [...list.children];
  const pinned = (item) => 'pinned' in item.dataset;
  const loose = all.filter((item) => !pinned(item)).map((item) => [rank(keyOf(item) + seed), keyOf(item), item]);
  loose.sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
  // All are put in anew, so that for the browser none of them has moved.
  list.append(...all.map((item) => (pinned(item) ? item : loose.shift()[2])));
}

if (globalThis.crypto?.randomUUID) {
  for (const root of document.querySelectorAll('[data-askwell]')) {
    for (const list of root.querySelectorAll('[data-shuffle]')) shuffle(list, visitorOf(root));
  }
}
