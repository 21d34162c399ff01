// How telling a destination goes, in words; pure.

import {ago, t} from '../i18n';
import {sentence} from '../privacy/words';
import type {Connected} from './types';

const yearAhead = 366 * 86_400_000; // ms; what is stopped waits for longer

const tooLong = 15 * 60_000; // ms: whatever waits for longer is not merely waiting for its turn

/** Whether what waits since then waits for longer than it should. */
export const isLate = (since: string | undefined, now = Date.now()): boolean => Boolean(since) && now - Date.parse(since!) >= tooLong;

/** "40 minutes ago. It did not answer.", '' while nothing waits. */
export function oldest({pulse, waiting}: Connected, now = Date.now()): string {
  if (!pulse?.since || waiting === 0) return '';
  return [t('destinations.made', {ago: ago(pulse.since, now)}), pulse.reason ? sentence(pulse.reason) : ''].filter(Boolean).join(' ');
}

/** When it last took something. */
export function lastTook({pulse}: Connected, now = Date.now()): string {
  return pulse?.delivered_at ? ago(pulse.delivered_at, now) : t('destinations.took_never');
}

/** When the next is tried, '' where nothing waits or nothing is sent. */
export function next({pulse, waiting, paused}: Connected, now = Date.now()): string {
  if (!pulse?.next_at || waiting === 0 || paused) return '';
  if (pulse.throttled_until && Date.parse(pulse.throttled_until) > now) return t('destinations.throttled', {when: ago(pulse.throttled_until, now)});
  const at = Date.parse(pulse.next_at);
  if (at > now + yearAhead) return t('destinations.with_run');
  return at > now ? ago(pulse.next_at, now) : t('destinations.next_now');
}
