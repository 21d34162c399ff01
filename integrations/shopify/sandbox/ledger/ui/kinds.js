// The chips that choose kinds of entries. Loaded when they are first looked at.
import { button, icon } from './dom.js';

const labels = {
  page: 'Shoppers', proxy: 'Storefront', extension: 'Extensions', admin: 'Admin API', webhook: 'Webhooks', tool: 'Email tools',
  flow: 'Flow', bulk: 'Bulk', token: 'Access', embedded: 'App’s admin', control: 'Sandbox',
};

// chips fills a place, tells changed what is chosen, and returns what shows a
// choice made elsewhere.
export function chips(place, chosen, changed) {
  const all = Object.entries(labels).map(([kind, label]) => {
    const chip = button(label, () => changed(chosen().includes(kind) ? chosen().filter((other) => other !== kind) : [...chosen(), kind]), { class: 'l-chip', 'data-kind': kind });
    chip.prepend(icon(kind));
    return chip;
  });
  place.append(...all);
  return () => all.forEach((chip) => chip.setAttribute('aria-pressed', chosen().includes(chip.dataset.kind)));
}
