// The order of options that are shuffled: the same for one visitor wherever a
// page is made, here, in the shop's theme or by the server.

import { hash } from './hash.ts';
import type { Option, Question } from './survey.ts';

/** Whom a question is shown to. Its parts are ASCII. */
export interface Visit {
  survey: string;
  version: number;
  /** Whatever stays the same for one person on one surface. */
  visitor: string;
}

/** A question's options as one visitor sees them; the pinned ones stand. */
export function arranged({ key, options = [], shuffle }: Question, { survey, version, visitor }: Visit): Option[] {
  if (!shuffle) return options;
  return shuffled(options, [key, survey, version, visitor], (option) => option.key, (option) => option.pinned);
}

/** Anything that stands for options, in the order that all surfaces give to them. */
export function shuffled<T>(all: T[], of: (string | number)[], keyOf: (one: T) => string, isPinned: (one: T) => unknown): T[] {
  const rank = (one: T) => hash([keyOf(one), ...of].join('/'));
  const loose = all.filter((one) => !isPinned(one)).sort((a, b) => rank(a) - rank(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
  return all.map((one) => (isPinned(one) ? one : loose.shift()!));
}
