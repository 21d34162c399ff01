// shopify.picker: a choice among what the app brings along.

import type {PickerOptions} from '../messages';
import {dialog} from './dialog';
import {h} from './dom';
import {arrows, drawRows} from './rows';

/** How many may be chosen. */
export function limitOf(multiple: boolean | number | undefined): number {
  return typeof multiple === 'number' ? multiple : multiple ? Infinity : 1;
}

/** Opens the picker: the ids that were chosen, or undefined. */
export function pick({heading, multiple, headers = [], items}: PickerOptions): Promise<string[] | undefined> {
  const chosen = new Set(items.filter((item) => item.selected).map((item) => item.id));
  const limit = limitOf(multiple);
  const list = h('ul');
  const columns = headers.map((header) => header.content ?? '');
  const head = columns.length > 0 && h('p', {class: 'columns'}, columns.join(' · '));
  const body = h('div', {}, head, list);
  arrows(body);
  const done = {label: 'Select', tone: 'primary', answer: () => items.map((item) => item.id).filter((id) => chosen.has(id))} as const;

  return dialog<string[]>(heading, [body], [{label: 'Cancel', answer: () => undefined}, done], ({note, buttons}) => {
    const draw = () => {
      note.textContent = `${chosen.size} selected`;
      buttons[1]!.disabled = chosen.size === 0;
      drawRows(list, items.map((item) => ({
        name: item.heading, image: item.thumbnail?.url, badges: item.badges?.map((badge) => badge.content) ?? [],
        data: item.data?.map((datum) => String(datum ?? '')) ?? [], single: limit === 1, checked: chosen.has(item.id),
        disabled: item.disabled ?? (limit > 1 && chosen.size >= limit && !chosen.has(item.id)),
        choose(on) {
          if (limit === 1) chosen.clear();
          if (on) chosen.add(item.id);
          else chosen.delete(item.id);
          draw();
        },
      })));
    };
    draw();
  });
}

/** shopify.picker as extensions have it: open at once, answered later. */
export async function picker(options: PickerOptions): Promise<{selected: Promise<string[] | undefined>}> {
  return {selected: pick(options)};
}
