// What is said of keys and of the audit log.

import {t} from '../i18n';
import type {Entry, Key} from './types';

/** How a key stands. */
export function standing(key: Key, now: Date): 'works' | 'expired' | 'revoked' {
  if (key.revoked_at) return 'revoked';
  return key.expires_at && new Date(key.expires_at) <= now ? 'expired' : 'works';
}

/** When a key made today ends; nothing for never. */
export function ends(days: string, now: Date): string | undefined {
  const n = Number(days);
  return n > 0 ? new Date(now.getTime() + n * 86_400_000).toISOString() : undefined;
}

/** Who did it. */
export function whoOf({actor, name}: Pick<Entry, 'actor' | 'name'>): string {
  const [kind, id = ''] = actor.split('/');
  if (kind === 'key' && name) return t('audit.key', {name});
  return t(`privacy.actor.${kind}`, {id});
}

/** What was done, and to what. */
export function whatOf(entry: Entry): string {
  const what = entry.summary || entry.operation || t(`privacy.action.${entry.action}`);
  return entry.targets?.length ? `${what}: ${entry.targets.join(', ')}` : what;
}

// What the API refuses for, by the words it has for it.
const refusals = ['invalid', 'not_found', 'conflict', 'outdated', 'unauthorized', 'forbidden', 'rejected', 'throttled', 'too_large', 'unavailable', 'internal'];

/** How it ended; nothing for a reading. */
export function outcomeOf({outcome, action}: Pick<Entry, 'outcome' | 'action'>): {tone: 'success' | 'warning' | 'critical' | 'info'; word: string} {
  switch (outcome) {
    case undefined: return {tone: 'info', word: t(`privacy.action.${action}`)};
    case 'done': case 'repeated': return {tone: 'success', word: t(`audit.outcome.${outcome}`)};
    case 'begun': return {tone: 'warning', word: t('audit.outcome.begun')};
    default: return {tone: 'critical', word: t('audit.outcome.refused', {why: refusals.includes(outcome) ? t(`audit.refusal.${outcome}`) : outcome})};
  }
}

/** A field's change in one line. */
export function changeWords({field, before, after}: NonNullable<Entry['changes']>[number]): string {
  const say = (value: unknown) => (value === undefined ? t('audit.nothing') : typeof value === 'string' ? value : JSON.stringify(value));
  return before === undefined && after === undefined ? field : t('audit.change', {field, before: say(before), after: say(after)});
}
