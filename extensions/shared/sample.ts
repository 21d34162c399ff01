// Who is in a survey's sample, as the server reckons it (app/stream): a person always
// falls in the same of 100 places, by survey and purpose.

import { hash } from './hash.ts';

export interface Sample {
  percent?: number;
  holdout?: number;
}

/** Whether a survey asks this person; who cannot be known again is in no sample. */
export function sampled({ percent = 100, holdout = 0 }: Sample, survey: string, person: string): boolean {
  if (percent > 0 && percent < 100 && (!person || bucket('sample', survey, person) >= percent)) return false;
  return !(holdout > 0 && person && bucket('holdout', survey, person) < holdout);
}

/** The place of a person, by the hash of the parts with a zero byte after each. */
export const bucket = (...parts: string[]): number => hash(parts.map((part) => `${part}\0`).join('')) % 100;
