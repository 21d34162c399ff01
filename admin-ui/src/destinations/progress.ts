// How far a run is, in words.

import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import type {Run} from './types';

export const runTones = {running: 'info', paused: 'caution', cancelled: 'neutral', done: 'success'} as const;

export const goesOn = ({state}: Run) => state === 'running' || state === 'paused';

/** "8,120 of 12,430 people", or what it came to in the end. */
export function progressWords(run: Run): string {
  const {kind, state, done, total, created_at, finished_at} = run;
  const numbers = {n: amount(done), of: amount(total), count: state === 'done' ? done : total};
  if (state === 'done') return t(`runs.came_to.${kind}`, {...numbers, ago: ago(finished_at ?? created_at)});
  if (state === 'cancelled') return t('runs.cancelled', {...numbers, ago: ago(finished_at ?? created_at)});
  if (total === 0) return t('runs.counting');
  return t(`runs.so_far.${kind}`, numbers);
}

/** Why it does not go on, or nothing. */
export const reasonOf = ({reason, state}: Run) => (state === 'done' || state === 'cancelled' ? '' : reason ? sentence(reason) : '');
