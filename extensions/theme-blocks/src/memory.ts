// Who this shopper is and what she has said, as far as the page and her browser know.

import type { Known, Person } from './page.ts';
import { read, write } from './storage.ts';

const MEMORY = 'askwell:memory';
const VISITOR = 'askwell:visitor';
const DAY = 864e5;

// Two people may share a browser.
const all = () => read<Record<string, Known>>(MEMORY, {});
const mine = (her: Person): Known => all()[her.customer ?? ''] ?? {};

/** A name for her browser, made where something hangs on it. */
export function visitor(): string {
  const name = read(VISITOR, '') || crypto.randomUUID();
  write(VISITOR, name);
  return name;
}

/** Her answers by question, null for what the browser does not keep. The app's word goes before the browser's. */
export const answered = (her: Person) => ({ ...mine(her).answers, ...her.known.answers });

/** Whether a question may be asked now. The picker asks what she has said already. */
export const isOpen = (her: Person, key: string): boolean | undefined =>
  her.picker ||
  [mine(her), her.known].every((known) => {
    const until = known.closed?.[key] ?? 1;
    return until && until < Date.now();
  });

/** Remembers answers, and for how many days not to ask what. 0 is for good, of a customer until the page has the app's word. */
export function remember(her: Person, answers: Known['answers'], days: Record<string, number>): void {
  const known = mine(her);
  const closed = { ...known.closed };
  for (const key in days) closed[key] = (days[key] || her.customer || 0) && Date.now() + (days[key] || 1) * DAY;
  write(MEMORY, { ...all(), [her.customer ?? '']: { answers: { ...known.answers, ...answers }, closed } });
}
