// What is filled in of a tool's settings, from one key press to the next.

import type {Field, Provider} from './types';

export type Filled = Record<string, string>;

/** What an empty form begins with. */
export function blank({fields}: Provider): Filled {
  return Object.fromEntries(fields.map(({key, suggestion, choices, required}) => [key, suggestion ?? (required && choices?.length === 1 ? choices[0]!.value : '')]));
}

/** What a form of kept settings begins with: secrets are not shown. */
export function opened({fields}: Provider, kept: Filled): Filled {
  return Object.fromEntries(fields.map(({key, secret}) => [key, secret ? '' : (kept[key] ?? '')]));
}

/** What differs from what is kept. A secret that is left empty stays. */
export function changed({fields}: Provider, kept: Filled, now: Filled): Filled {
  const was = opened({fields} as Provider, kept);
  return Object.fromEntries(fields.filter(({key}) => (now[key] ?? '') !== was[key]).map(({key}) => [key, now[key] ?? '']));
}

/** Whether all is there that lists can be asked for with; what is kept counts. */
export function askable({fields}: Provider, now: Filled, kept: Filled = {}): boolean {
  return fields.every(({key, required, list}) => !required || list || Boolean(now[key]?.trim() || kept[key]));
}

/** What decides which lists there are. */
export function credentials({fields}: Provider, now: Filled): Filled {
  return Object.fromEntries(fields.filter(({list, key}) => !list && now[key]?.trim()).map(({key}) => [key, now[key]!]));
}

/** How a field is drawn. A secret that is suggested has to be read, to be copied. */
export function looks({choices, list, secret, suggestion}: Field): 'choice' | 'list' | 'secret' | 'shown' | 'text' {
  if (choices) return 'choice';
  if (list) return 'list';
  if (secret) return suggestion ? 'shown' : 'secret';
  return 'text';
}
