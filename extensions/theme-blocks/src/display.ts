// How often a survey was shown. Nothing is sent before a shopper acts: her browser
// counts, and tells with the first thing she does.

import type { Survey } from './page.ts';
import { read, write } from './storage.ts';

const SEEN = 'askwell:seen:';
const MOST = 100; // the server believes no more

const seen = (survey: Survey) => read(SEEN + survey.handle, 0);

export const count = (survey: Survey) => write(SEEN + survey.handle, Math.min(seen(survey) + 1, MOST));

/** What is told of them. */
export function told(survey: Survey): number {
  const counted = seen(survey);
  write(SEEN + survey.handle, 0);
  return counted;
}
