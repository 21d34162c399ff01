// Tells the page in the theme editor which block is being looked at, by the events of
// shopify.dev/docs/storefronts/themes/best-practices/editor/integrate-sections-and-blocks.
const page = document.querySelector('.editor iframe');
let chosen = document.querySelector('.block.asked[data-block]');

const tell = (event, id, more) => page.contentDocument?.getElementById(`shopify-block-${id}`)?.dispatchEvent(
  new page.contentWindow.CustomEvent(`shopify:block:${event}`, {bubbles: true, detail: {blockId: id, sectionId: 'apps', ...more}}),
);
const choose = (card) => {
  if (card === chosen) return;
  if (chosen) tell('deselect', chosen.dataset.block);
  chosen?.classList.remove('asked');
  chosen = card;
  chosen.classList.add('asked');
  tell('select', chosen.dataset.block, {load: false});
};

for (const card of document.querySelectorAll('.block[data-block]')) {
  for (const event of ['click', 'focusin']) card.addEventListener(event, () => choose(card));
}
// The page's own scripts come first, and some of them fetch others.
const loaded = () => setTimeout(() => chosen && tell('select', chosen.dataset.block, {load: true}), 500);
page.addEventListener('load', loaded);
if (page.contentDocument?.readyState === 'complete') loaded();
