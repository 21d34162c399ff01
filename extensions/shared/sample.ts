// Who is in a survey's sample, as the server reckons it (app/stream): a person always
// falls in the same of 100 places, by survey and purpose.

import { hash } from './hash.ts';

export interface Sample {
  percent?: number;
  holdout?: number;
}

/** Whether a survey asks this person; who cannot be known again is in no sample, and held out of nothing. */
export function sampled({ percent, holdout }: Sample, survey: string, person: string): boolean {
  const place = (purpose: string) => (person ? bucket(purpose, survey, person) : 99);
  return place('sample') < (percent || 100) && place('holdout') >= (holdout || 0);
}

/** The place of a person, by the hash of the parts with a zero byte after each. */
export const bucket = (...parts: string[]): number => hash(parts.map((part) => `${part}\0`).join('')) % 100;
