// The order of options that are shuffled: the same for one visitor in every block of
// checkout and account pages. In a theme it is Liquid's, which has no such hash.

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
  const rank = ({ key: option }: Option) => hash([option, key, survey, version, visitor].join('/'));
  const loose = options.filter(({ pinned }) => !pinned).sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
  return options.map((one) => (one.pinned ? one : loose.shift()!));
}
