// Puts options in one visitor's own order, the same on every surface. Runs before
// askwell.js, and only where a question asks for it.

const rank = (text) => {
  let h = 2166136261;
  for (const letter of text) h = Math.imul(h ^ letter.charCodeAt(), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

// A customer by her number, a guest by a name for this browser.
function visitorOf({ dataset }) {
  let visitor = dataset.askwell.split('/')[1];
  try {
    visitor ??= localStorage.getItem('askwell:visitor');
    if (!visitor) localStorage.setItem('askwell:visitor', (visitor = crypto.randomUUID()));
  } catch {
    // storage may be forbidden: then each page has its order
  }
  return visitor ?? crypto.randomUUID();
}

function shuffle(list, visitor) {
  const { survey, version } = list.closest('form').elements;
  const seed = ['', list.closest('fieldset').dataset.key, survey.value, version.value, visitor].join('/');
  const all = [...list.children].map((item) => {
    const { value } = item.querySelector('input') ?? item;
    return { item, value, pinned: 'pinned' in item.dataset, rank: rank(value + seed) };
  });
  const loose = all.filter(({ pinned }) => !pinned).sort((a, b) => a.rank - b.rank || (a.value < b.value ? -1 : 1));
  // All are put in anew, so that for the browser none of them has moved.
  list.append(...all.map((one) => (one.pinned ? one : loose.shift()).item));
}

// Where the form posts itself it cannot say in which order its options stood.
if (globalThis.crypto?.randomUUID) {
  for (const root of document.querySelectorAll('[data-askwell]')) {
    for (const list of root.querySelectorAll('[data-shuffle]')) shuffle(list, visitorOf(root));
  }
}
