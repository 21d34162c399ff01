// Words that a column has to break, and words that it must not.

import type {ComponentChildren} from 'preact';

/** A text that may be broken where an address has a seam, for columns that are narrower than it. */
export function breakable(text: string): ComponentChildren {
  return text.split(/(?<=[@._+])/).map((part, at) => (at > 0 ? [<wbr key={at} />, part] : part));
}

/** A text that stays in one line. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');
