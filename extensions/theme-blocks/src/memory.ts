// Who this shopper is and what she has said, as far as the page and her browser know.

import type { Known, Page } from './page.ts';
import { read, write } from './storage.ts';

const MEMORY = 'memory';
const DAY = 864e5;

// Two people may share a browser.
const all = () => read<Record<string, Known>>(MEMORY, {});
const mine = ({ customer }: Page): Known => all()[customer ?? ''] ?? {};

/** A name for her browser, made where something hangs on it. */
export function visitor(): string {
  const name = read('visitor', '') || crypto.randomUUID();
  write('visitor', name);
  return name;
}

/** Who she is to an order of options: the same on every surface. */
export const person = ({ customer }: Page): string => (customer ? String(customer) : visitor());

/** Her answers by question. The app's word goes before the browser's. */
export const answered = (page: Page) => ({ ...mine(page).answers, ...page.known.answers });

/** Whether a question may be asked now. */
export const isOpen = (page: Page, key: string): boolean =>
  [mine(page), page.known].every(({ closed }) => {
    const until = closed?.[key] ?? 1;
    return until && until < Date.now();
  });

/** Remembers answers, and for how many days not to ask what. 0 is for good, of a customer until the page has the app's word. */
export function remember(page: Page, answers: Known['answers'], days: Record<string, number>): void {
  const known = mine(page);
  const closed = { ...known.closed };
  for (const key in days) closed[key] = (days[key] || page.customer || 0) && Date.now() + (days[key] || 1) * DAY;
  write(MEMORY, { ...all(), [page.customer ?? '']: { answers: { ...known.answers, ...answers }, closed } });
}
