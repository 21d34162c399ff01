// How often a survey was shown. Nothing is sent before a shopper acts: her browser
// counts, and tells with the first thing she does.

import type { Page, Survey } from './page.ts';
import { post } from './queue.ts';
import { read, write } from './storage.ts';

const SEEN = 'askwell:seen';
const MOST = 100; // the server believes no more

const all = () => read<Record<string, number>>(SEEN, {});

export const count = ({ handle }: Survey) => write(SEEN, { ...all(), [handle]: Math.min((all()[handle] ?? 0) + 1, MOST) });

/** Tells what was counted. It may get lost. */
export function told({ surface }: Page, { handle, version }: Survey, url: string, event: 'shown' | 'started', questions: string[]): void {
  post(url, { survey: handle, version, surface, event, questions, seen: all()[handle] }).catch(() => undefined);
  write(SEEN, { ...all(), [handle]: 0 });
}
