// What every part of the page is given.

import type { Item, Known } from '../../shared/preferences.ts';
import type { Speaker } from '../../shared/questions/question.ts';
import type { Preferences } from './usePreferences.ts';

export interface Centre extends Pick<Preferences, 'notice' | 'change'> {
  known: Known;
  translate: Speaker['translate'];
  /** A day in her language. */
  date: (at: string) => string;
}

/** A question of hers by its key. */
export function itemOf({ sections }: Known, key?: string): Item | undefined {
  return sections.flatMap(({ questions }) => questions).find((item) => item.key === key);
}

/** A tool's own name: "klaviyo-2" is Klaviyo. */
export function tool(destination: string): string {
  const [name = ''] = destination.split(/[-/:]/);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
