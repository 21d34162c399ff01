// When a prompt opens: once a visit, and not for a while after she has closed it.
// It never takes the focus, and gives it back where it came from.

import { isOpen, remember } from './memory.ts';
import type { Page } from './page.ts';
import { read, VISIT, write } from './storage.ts';

const OPENED = 'askwell:prompt';
export const QUIET = 14; // days

/** Stands in memory where the key of a question would: the prompt itself is put off. */
export const ITSELF = '';

/** Waits for the first of its reasons; ask says whether there was anything to ask. */
export function wait(root: HTMLElement, page: Page, ask: () => { note: (event: 'shown') => void } | false | undefined): void {
  const { after, scroll, exit, views } = page.prompt!;
  const whole = document.documentElement;
  let opened = read(OPENED, !isOpen(page, ITSELF), VISIT);
  let from: HTMLElement | undefined; // where she was outside of it
  let acts: ReturnType<typeof ask>;

  const open = () => {
    if (!opened && (acts = ask())) {
      write(OPENED, 1, VISIT);
      root.hidden = false;
    }
    opened = true;
  };
  const close = () => {
    const isInside = root.contains(document.activeElement);
    root.hidden = true;
    if (isInside) from?.focus();
    if (isOpen(page, ITSELF)) remember(page, {}, { [ITSELF]: QUIET });
    if (acts) acts.note('shown');
  };

  if (after) setTimeout(open, after * 1e3);
  if (scroll) addEventListener('scroll', () => scrollY * 100 >= scroll * (whole.scrollHeight - innerHeight) && open());
  if (exit) whole.addEventListener('mouseleave', (event) => event.clientY <= 0 && open());
  if (views && (page.facts['visit.products_viewed'] as number) >= views) open();
  addEventListener('focusin', ({ target }) => {
    if (!root.contains(target as Node)) from = target as HTMLElement;
  });
  addEventListener('keydown', ({ key }) => key === 'Escape' && !root.hidden && close());
  root.querySelector<HTMLElement>('[data-close]')!.onclick = close;
  // In the theme editor the merchant looks at it.
  addEventListener('shopify:block:select', ({ target }) => {
    if (!(target as Element).contains(root)) return;
    open();
    root.hidden = false;
  });
}
