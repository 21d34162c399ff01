// How far a run is, in words.

import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import {restoredOf} from '../receipts/words';
import type {Run} from './types';

export const runTones = {running: 'info', paused: 'caution', cancelled: 'neutral', done: 'success'} as const;

export const goesOn = ({state}: Pick<Run, 'state'>) => state === 'running' || state === 'paused';

/** What a run does, as its words are called. */
export function deedOf({kind, of, leaves}: Pick<Run, 'kind' | 'of' | 'leaves'>): 'backfill' | 'replay' | 'resend' | 'undo' | 'leave' {
  if (leaves) return 'leave';
  return kind === 'replay' && of === 'deliveries' ? 'resend' : kind;
}

/** What a run does, and where, when several destinations are listed together. */
export function titleOf(run: Run, named: boolean): string {
  const what = t(`runs.kinds.${deedOf(run)}`);
  if (!run.destination) return t('runs.everywhere', {what});
  return named ? t(run.kind === 'undo' ? 'runs.at' : 'runs.to', {what, title: run.title ?? ''}) : what;
}

/** "8,120 of 12,430 people", or what it came to in the end. */
export function progressWords(run: Run): string {
  const {state, of, done, total, counted, created_at, finished_at} = run;
  const numbers = {n: amount(done), of: amount(total), count: state === 'done' ? done : total};
  const deed = deedOf(run);
  if (state === 'done') return join(t(`runs.came_to.${deed}`, {...numbers, ago: ago(finished_at ?? created_at)}), restored(run));
  if (state === 'cancelled') {
    return join(t(`runs.cancelled.${of}`, {...numbers, ago: ago(finished_at ?? created_at)}), restored(run), deed === 'undo' ? t('runs.stays') : '');
  }
  if (!counted) return t('runs.counting');
  return join(t(`runs.so_far.${deed}`, numbers), restored(run));
}

const join = (...sentences: string[]) => sentences.filter(Boolean).join(' ');

// Where it takes something back, what that is so far.
function restored({came_to, state}: Run): string {
  if (!came_to) return '';
  if (came_to.places === 0) return state === 'done' ? t('receipts.undone_nothing') : '';
  const {refused = 0} = came_to;
  return join(t(goesOn({state}) ? 'runs.restoring' : 'runs.restored', restoredOf(came_to)), refused > 0 ? t('runs.refused', {count: refused, n: amount(refused)}) : '');
}

/** Why it does not go on, or nothing. */
export const reasonOf = ({reason, state}: Run) => (state === 'done' || state === 'cancelled' ? '' : reason ? sentence(reason) : '');
