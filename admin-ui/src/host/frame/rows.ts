// A list to choose from, with the keyboard too: native boxes, and arrows that
// go from row to row.

import {adopt, h} from './dom';

const css = `
  .host-rows { margin: 0 -1rem; padding: 0; list-style: none; }
  .host-rows li { border-block-start: 1px solid var(--line, #ebebeb); }
  .host-rows label { display: flex; align-items: center; gap: 0.75rem; padding: 0.6rem 1rem; cursor: pointer; }
  .host-rows .inner label { padding-inline-start: 3.5rem; }
  .host-rows label:hover { background: var(--hover, #f7f7f7); }
  .host-rows label:has(:disabled) { color: var(--muted, #616161); cursor: default; }
  .host-rows input { flex: none; inline-size: 1rem; block-size: 1rem; margin: 0; accent-color: var(--ink, #303030); }
  .host-rows img, .host-rows .blank { flex: none; inline-size: 2rem; block-size: 2rem; border-radius: 0.375rem; background: var(--back, #f1f1f1); object-fit: cover; }
  .host-rows .name { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
  .host-rows .datum { flex: 0 0 6rem; text-align: end; color: var(--muted, #616161); font-variant-numeric: tabular-nums; }
  .host-rows .badge { display: inline-block; margin-inline-start: 0.5rem; padding: 0 0.5rem; border-radius: 0.5rem; background: var(--side, #ebebeb); font-size: 0.75rem; }
  .host-search { display: block; inline-size: 100%; box-sizing: border-box; margin-block-end: 1rem; padding: 0.4rem 0.75rem; border: 1px solid #8a8a8a; border-radius: 0.5rem; font: inherit; }
`;

/** One row: what is to be seen of it, and what choosing it does. */
export interface Row {
  name: string;
  image?: string | undefined;
  data?: string[];
  badges?: string[];
  inner?: boolean;
  single: boolean;
  checked: boolean | 'some';
  disabled: boolean;
  choose(on: boolean): void;
}

/** Draws the rows into a list, keeping the focus on the row it was on. */
export function drawRows(list: HTMLElement, rows: Row[]): void {
  adopt(css);
  list.className = 'host-rows';
  const inputs = [...list.querySelectorAll('input')];
  const focused = inputs.indexOf(document.activeElement as HTMLInputElement);
  list.replaceChildren(...rows.map(drawn));
  list.querySelectorAll('input')[focused]?.focus();
}

function drawn(row: Row): HTMLElement {
  const input = h('input', {type: row.single ? 'radio' : 'checkbox', checked: row.checked === true, disabled: row.disabled, onchange: () => row.choose(input.checked)});
  input.indeterminate = row.checked === 'some';
  const picture = row.inner ? null : row.image ? h('img', {src: row.image, alt: ''}) : h('span', {class: 'blank'});
  const name = h('span', {class: 'name'}, row.name, ...(row.badges ?? []).map((badge) => h('span', {class: 'badge'}, badge)));
  const data = (row.data ?? []).map((datum) => h('span', {class: 'datum'}, datum));
  return h('li', row.inner ? {class: 'inner'} : {}, h('label', {}, input, picture, name, ...data));
}

/** Arrow keys between the search field and the rows. */
export function arrows(around: HTMLElement): void {
  around.addEventListener('keydown', (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    const stops = [...around.querySelectorAll<HTMLElement>('input:not(:disabled)')];
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
