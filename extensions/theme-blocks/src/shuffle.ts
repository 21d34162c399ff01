// Puts options in one visitor's own order, the same on every surface.

import { shuffled } from '../../shared/order.ts';
import { visitor } from './memory.ts';
import type { Page, Question, Survey } from './page.ts';

const valueOf = (item: Element) => (item.querySelector('input') ?? (item as HTMLOptionElement)).value;

export function shuffle({ customer }: Page, { handle, version }: Survey, { key, box }: Question): void {
  for (const list of box.querySelectorAll('[data-shuffle]')) {
    // All are put in anew, so that for the browser none of them has moved.
    list.append(...shuffled([...list.children], [key, handle, version, customer ?? visitor()], valueOf, (item) => 'pinned' in (item as HTMLElement).dataset));
  }
}
