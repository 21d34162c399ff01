// Puts options in one visitor's own order, the same on every surface.

import { shuffled } from '../../shared/order.ts';
import { visitor } from './memory.ts';
import type { Page } from './page.ts';
import { keyOf } from './read.ts';
import type { Sheet } from './sheet.ts';

const valueOf = (item: Element) => (item.querySelector('input') ?? (item as HTMLOptionElement)).value;

export function shuffle(page: Page, { part, survey }: Sheet): void {
  for (const list of part.querySelectorAll('[data-shuffle]')) {
    const of = [keyOf(list.closest('fieldset')!), survey.handle, survey.version, page.customer ?? visitor()];
    // All are put in anew, so that for the browser none of them has moved.
    list.append(...shuffled([...list.children], of, valueOf, (item) => 'pinned' in (item as HTMLElement).dataset));
  }
}
