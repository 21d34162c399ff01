// The order of options that are shuffled: the same for one visitor wherever a
// page is made, here, in the shop's theme or by the server.

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
  const seed = `/${key}/${survey}/${version}/${visitor}`;
  const loose = options
    .filter(({ pinned }) => !pinned)
    .map((option) => ({ option, rank: rank(option.key + seed) }))
    .sort((a, b) => a.rank - b.rank || (a.option.key < b.option.key ? -1 : 1));
  return options.map((option) => (option.pinned ? option : loose.shift()!.option));
}

/** FNV-1a, stirred once more so that texts alike fall far apart. */
function rank(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
