// How a destination stands, in words a merchant can act on.

import {ago, amount, listed, t} from '../i18n';
import {sentence} from '../privacy/words';
import {isLate} from './pulse';
import type {Connected, Provider} from './types';

/** The server's word for a destination that the merchant has paused. */
export const byHand = 'paused by you';

/** A destination as the answer to a change tells it: what that leaves out is no more, but for how it goes, which only a look tells. */
export const renewed = (one: Connected, fresh: Connected | undefined): Connected => (fresh ? {...fresh, ...(one.pulse && {pulse: one.pulse})} : one);

/** held: by the merchant; stopped: by trouble; troubled: it goes on; behind: but late; unmapped: it is told nothing yet. */
export type Standing = 'held' | 'stopped' | 'troubled' | 'behind' | 'unmapped' | 'works';

export function standingOf(one: Connected): Standing {
  if (one.paused === byHand) return 'held';
  if (one.paused) return 'stopped';
  if (one.problem) return 'troubled';
  if (one.waiting > 0 && isLate(one.pulse?.since)) return 'behind';
  return one.connects && one.mapped === 0 ? 'unmapped' : 'works';
}

export const tones = {held: 'caution', stopped: 'critical', troubled: 'warning', behind: 'warning', unmapped: 'info', works: 'success'} as const;

/** Why nothing, or not all, is sent, and what to do; '' while all is well. */
export function trouble(one: Connected): string {
  switch (standingOf(one)) {
    case 'held': return t('destinations.held_hint', {title: one.title});
    case 'stopped': return sentence(one.paused!);
    case 'troubled': return sentence(one.problem!);
    case 'behind': return t('destinations.behind_hint', {ago: ago(one.pulse!.since!)});
    case 'unmapped': return t('destinations.unmapped_hint');
    default: return '';
  }
}

/** "12 waiting, 3 refused", or that nothing is left to do. */
export function backlog({waiting, parked}: Pick<Connected, 'waiting' | 'parked'>): string {
  const words = [];
  if (waiting > 0) words.push(t('destinations.n_waiting', {n: amount(waiting)}));
  if (parked > 0) words.push(t('destinations.n_parked', {n: amount(parked)}));
  return words.join(', ') || t('destinations.all_sent');
}

/** "Checked 5 minutes ago" */
export function checked({checked_at}: Pick<Connected, 'checked_at'>): string {
  return checked_at ? t('destinations.checked', {ago: ago(checked_at)}) : t('destinations.not_checked');
}

/** What answers become there: "Properties, lists, events, and consents by email and SMS". */
export function takes(one: Provider): string {
  const words = (['properties', 'tags', 'lists', 'events'] as const).filter((what) => one[what]).map((what) => t(`destinations.takes.${what}`));
  if (one.consents.length > 0) words.push(t('destinations.takes.consents', {by: listed(one.consents.map((by) => t(`destinations.by.${by}`)))}));
  const text = listed(words);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
