// Receipts in words.

import {ago, amount, listed, t} from '../i18n';
import {nameOf} from '../people/who';
import {sentence} from '../privacy/words';
import type {DeliveryState, Labels, Receipt, Stand, Try, Undone, WentState} from './receipt';

/** Words for a key of the server's, or the key itself where there are none. */
function named(group: string, key: string): string {
  const words = t(`${group}.${key}`);
  return words === `${group}.${key}` ? key : words;
}

/** Whom a delivery is about. */
export const whoseOf = ({person}: Pick<Receipt, 'person'>): string => (person ? nameOf(person) : t('receipts.nobody'));

/** Why there was something to tell. */
export function whyOf({cause, survey}: Pick<Receipt, 'cause' | 'survey'>): string {
  return cause === 'answer' && survey ? t('receipts.answered', {survey: survey.title}) : named('receipts.cause', cause);
}

const yearAhead = 366 * 86_400_000; // ms; what is stopped waits for longer

/** What became of a delivery, in a sentence or two. */
export function fateOf({state, reason, tries, next_at, finished_at}: Pick<Receipt, 'state' | 'reason' | 'tries' | 'next_at' | 'finished_at'>, now = Date.now()): string {
  const said = reason ? sentence(reason) : '';
  switch (state) {
    case 'done':
      return [t('receipts.fate.done', {count: Math.max(tries, 1), when: finished_at ? ago(finished_at, now) : ''}), said].filter(Boolean).join(' ');
    case 'waiting': {
      const at = Date.parse(next_at ?? '');
      const next = tries > 0 && at > now && at < now + yearAhead ? t('receipts.fate.next', {when: ago(next_at!, now)}) : '';
      return [said, next].filter(Boolean).join(' ') || t('receipts.fate.waiting');
    }
    default:
      return said || t(`receipts.fate.${state}`);
  }
}

/** Its state, or that nothing stands any more of what it wrote. */
export const stateOf = ({state, undone}: Pick<Receipt, 'state' | 'undone'>): DeliveryState | 'undone' => (undone && state === 'done' ? 'undone' : state);

export const tones = {waiting: 'info', done: 'success', parked: 'critical', dropped: 'neutral', undone: 'neutral'} as const satisfies Record<DeliveryState | 'undone', string>;

/** What a place is called: "Tag skin:oily". An order's differ from its customer's; of some the name says nothing, but a label does. */
export function placeOf(property: string, subject: 'person' | 'order' = 'person', labels: Labels = {}): string {
  const [, kind = '', plain = ''] = /^(\w+):(.*)$/s.exec(property) ?? [];
  const name = labels[property] ?? plain;
  if (kind === 'consent') return t('receipts.place.consent', {name: named('settings.channels', name)});
  const words = t(`receipts.place.${kind}`, {name});
  if (words.startsWith('receipts.')) return property;
  return subject === 'order' ? t('receipts.place.of_order', {place: words}) : words;
}

/** What stands at a place: "oily", "set", "nothing". */
export function standOf({there, value}: Stand, property: string): string {
  if (property.startsWith('list:')) return t(there ? 'receipts.stand.member' : 'receipts.stand.no_member');
  if (property.startsWith('tag:')) return t(there ? 'receipts.stand.set' : 'receipts.stand.unset');
  if (!there) return t('receipts.stand.nothing');
  return spoken(value ?? '') || t('receipts.stand.empty');
}

// A value is written as {"kind": "choices", "value": ["dry", {"other": "flaky"}]}; of what
// our own blocks read only a digest is known.
function spoken(text: string): string {
  try {
    const {kind, value} = JSON.parse(text) as {kind: string; value: unknown};
    return kind === 'document' ? t('receipts.stand.document') : plain(value);
  } catch {
    return t('receipts.stand.document');
  }
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return listed(value.map(plain));
  if (typeof value === 'boolean') return t(value ? 'editor.yes' : 'editor.no');
  if (value && typeof value === 'object') return Object.values(value).map(plain).join(', ');
  return value === null || value === undefined ? '' : String(value);
}

/** What came back with an attempt. */
export const cameOf = ({class: kind, reason}: Try): string => [named('receipts.class', kind), kind !== 'ok' && reason ? sentence(reason) : ''].filter(Boolean).join(' ');

/** How long something took: "84 ms", "1.2 s". */
export const tookOf = (ms: number): string => (ms < 1000 ? t('receipts.ms', {n: ms}) : t('receipts.s', {n: (ms / 1000).toFixed(1)}));

/** What is not taken back, the most first, each with its reason. */
export function skippedOf(skipped: Undone['skipped']): string[] {
  return Object.entries(skipped ?? {}).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a)
    .map(([why, count]) => t('receipts.skipped', {count, why: sentence(why)}));
}

/** What sending again does, or did; of very many not all are counted. */
export function replayedOf(count: number, done = false, more = false): string {
  if (more) return t('receipts.replays_more', {n: amount(count)});
  const key = done ? 'receipts.replayed' : 'receipts.replays';
  return count === 0 ? t(`${key}_nothing`) : t(key, {count, n: amount(count)});
}

/** What taking back does, or did. */
export function undoneOf(undone: Undone, done = false): string {
  const {places, deliveries, cut_short} = undone;
  if (places === 0 && !cut_short) return t(done ? 'receipts.undone_nothing' : 'receipts.undo_nothing', {count: deliveries});
  const words = t(done ? 'receipts.undone' : 'receipts.undo', restoredOf(undone));
  return cut_short ? `${words} ${t('receipts.or_more', {n: amount(deliveries)})}` : words;
}

/** Where and of whom something is put back: "5 places", "of 2 shoppers". */
export const restoredOf = ({places, people}: Undone) => ({
  what: t('receipts.places', {count: places, n: amount(places)}), whom: t('receipts.of_people', {count: people, n: amount(people)}),
});

/** How well an answer fared at a destination. */
export const wentTones = {
  there: 'success', verified: 'success', different: 'warning', uncertain: 'warning', refused: 'critical', undone: 'neutral', overridden: 'neutral',
  withheld: 'caution', waiting: 'info', parked: 'critical', unmapped: 'neutral', nothing: 'neutral',
} as const satisfies Record<WentState, string>;
