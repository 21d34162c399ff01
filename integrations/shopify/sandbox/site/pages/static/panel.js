// Keeps "What happens" fresh: fetches the panel, and shows what was not there
// before.
const panel = document.querySelector('#panel');
const body = panel.querySelector('[data-body]');
const head = panel.querySelector('.panel-head');
const count = panel.querySelector('[data-count]');

const keys = () => new Set([...body.querySelectorAll('[data-key]')].map((e) => e.dataset.key));
let known = keys();
let unseen = 0;

const open = () => head.getAttribute('aria-expanded') === 'true';

head.addEventListener('click', () => {
  head.setAttribute('aria-expanded', String(!open()));
  unseen = 0;
  count.textContent = '';
});

function show(html) {
  body.innerHTML = html;
  const now = keys();
  for (const element of body.querySelectorAll('[data-key]')) {
    if (known.has(element.dataset.key)) continue;
    element.classList.add('new');
    unseen += 1;
  }
  if (!open() && unseen > 0) count.textContent = String(unseen);
  known = now;
}

let last = '';
async function refresh() {
  if (!document.hidden) {
    try {
      const answer = await fetch(panel.dataset.source);
      const html = answer.ok ? await answer.text() : last;
      if (last !== '' && html !== last) show(html);
      last = html;
      panel.classList.remove('offline');
    } catch {
      panel.classList.add('offline');
    }
  }
  setTimeout(refresh, 700);
}
refresh();
