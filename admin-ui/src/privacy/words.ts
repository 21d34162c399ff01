// How the privacy screen puts what the server says.

import {dayOf, listed, t} from '../i18n';
import type {Erasure, ErasurePart, Reading} from '../types';

/** Words of the server, as a sentence. */
export function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.…!?]$/.test(text) ? text : `${text}.`;
}

const own = ['responses', 'consents', 'orders', 'identities', 'promises'];

/** What an erasure removed: what a person has, and how much else. */
export function erasedHere(here: Record<string, number>): string {
  const words = own.filter((what) => here[what]).map((what) => t(`privacy.counts.${what}`, {count: here[what]!}));
  const rest = Object.entries(here).reduce((all, [what, n]) => (own.includes(what) ? all : all + n), 0);
  if (rest > 0) words.push(t('privacy.counts.rest', {count: rest}));
  return words.length > 0 ? t('privacy.here', {counts: listed(words)}) : t('privacy.here_nothing');
}

/** Who asked for an erasure. */
export function askerOf({request = ''}: Pick<Erasure, 'request'>): 'shopper' | 'operator' | 'shopify' | 'staff' {
  if (request.startsWith('staff/')) return 'staff';
  if (request.startsWith('shopper/')) return 'shopper';
  return request.startsWith('cli-') ? 'operator' : 'shopify';
}

const byHand = (part: Pick<ErasurePart, 'state'>) => part.state === 'kept' || part.state === 'unreachable';

/** Whether a destination has not done its part, so that somebody has to. */
export const failed = (erasure: Pick<Erasure, 'parts'>) => erasure.parts.some(byHand);

/** What is left to do at a destination, or else what it said. */
export function partWords(part: ErasurePart): string {
  if (byHand(part)) return t(`privacy.todo.${part.state}`, {destination: part.title});
  return part.reason ? sentence(part.reason) : '';
}

/** What is left to do of an erasure, and how to learn whom it is about. */
export function erasureWords(erasure: Erasure): string[] {
  const words = erasure.finished_at ? [] : [t('privacy.until', {day: dayOf(erasure.due_at)})];
  return failed(erasure) ? [...words, t(`privacy.whom.${askerOf(erasure)}`, {day: dayOf(erasure.requested_at)})] : words;
}

const minute = 60_000; // ms

/** Readings as visits: a screen reads a person several times at once. The newest stand first. */
export function visits(readings: Reading[]): Reading[] {
  return readings.filter((one, i) => {
    const later = readings.slice(Math.max(0, i - 10), i);
    return !later.some((other) =>
      other.actor === one.actor && other.action === one.action && other.subject === one.subject && Date.parse(other.at) - Date.parse(one.at) < minute);
  });
}
