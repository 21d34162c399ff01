// What a change comes to for those who have answered already, in sentences and numbers.

import type {Effect, Foreseen, Plan} from '../destinations/types';
import {amount, t} from '../i18n';

/** Whom it touches: the sentence above all others. */
export function touches({total, effect}: Plan, title: string): string {
  if (total === 0) return t('effect.nobody_yet');
  if (effect.people === 0) return t(effect.cut_short ? 'effect.nobody_counted' : 'effect.nobody', {title});
  return t('effect.touches', {count: effect.people, n: amount(effect.people), of: amount(total), title});
}

const kinds = ['property', 'tag', 'list', 'consent', 'event'] as const;

/** How many places of each kind it is about. */
function places(names: Record<string, number> = {}): string[] {
  return kinds.flatMap((kind) => {
    const n = Object.keys(names).filter((name) => name.startsWith(`${kind}:`)).length;
    return n > 0 ? [t(`effect.places.${kind}`, {count: n})] : [];
  });
}

const parts = ['set', 'unset', 'add_tags', 'remove_tags', 'join', 'leave', 'events', 'withheld', 'unknown'] as const;

/** All else that is worth a line. */
export function effectLines(effect: Effect): string[] {
  const about = places(effect.names);
  const lines = parts.filter((part) => effect[part] > 0).map((part) => t(`effect.${part}`, {count: effect[part], n: amount(effect[part])}));
  return [...(about.length > 0 ? [t('effect.about', {places: about.join(', ')})] : []), ...lines];
}

/** What it changes, the places with most people first: ["property", "askwell_skin", 1200]. */
export function effectRows({effect, labels = {}}: Pick<Plan, 'effect' | 'labels'>): {kind: string; name: string; people: number}[] {
  return Object.entries(effect.names ?? {})
    .map(([whole, people]) => {
      const at = whole.indexOf(':');
      return {kind: whole.slice(0, at), name: labels[whole] ?? whole.slice(at + 1), people};
    })
    .sort((a, b) => b.people - a.people || a.name.localeCompare(b.name));
}

/** Whether anything is to be said of it before it is done. */
export const matters = ({effect, problem}: Foreseen) => Boolean(problem) || changes({effect});

/** Whether there is anything to be written anew. */
export const changes = ({effect}: Pick<Plan, 'effect'>) => effect.people > 0 || Boolean(effect.cut_short);
