// Who is in a survey's sample, as the server reckons it (app/stream): a person always
// falls in the same of 100 places, by survey and purpose.

export interface Sample {
  percent?: number;
  holdout?: number;
}

/** Whether a survey asks this person; who cannot be known again is in no sample. */
export function sampled({ percent = 100, holdout = 0 }: Sample, survey: string, person: string): boolean {
  if (percent > 0 && percent < 100 && (!person || bucket('sample', survey, person) >= percent)) return false;
  return !(holdout > 0 && person && bucket('holdout', survey, person) < holdout);
}

/** FNV-1a with a zero byte after each part, and murmur3's finish. */
export function bucket(...parts: string[]): number {
  let h = 2166136261;
  for (const byte of new TextEncoder().encode(parts.map((part) => `${part}\0`).join(''))) h = Math.imul(h ^ byte, 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % 100;
}
