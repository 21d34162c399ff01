// A question as the server words it, in the form that draws every question.

import type { Change, Item, Pick } from './preferences.ts';
import { type Draft, EMPTY } from './questions/question.ts';
import { type Answer, OTHER } from './submission.ts';
import type { Option, Question, Text } from './survey.ts';

/** Words that are in her language already. */
const words = (said?: string): { words: string } => ({ words: said ?? '' });

/** The same said aloud. */
export const say = (text?: Text): string => text?.words ?? '';

const options = (picks: Pick[]): Option[] => picks.map(({ label, hint, ...pick }) => ({ ...pick, label: words(label), ...(hint && { hint: words(hint) }) }));

export function questionOf({ prompt, why, get, use, options: picks, parts, other, unit, low, high, ...rest }: Item): Question {
  return {
    ...rest,
    prompt: words(prompt),
    why: words(why),
    get: words(get),
    use: words(use),
    unit: words(unit),
    low: words(low),
    high: words(high),
    ...(picks && { options: options(picks) }),
    ...(parts && { parts: options(parts) }),
    ...(other && { other: { label: words(other) } }),
  };
}

/** The types of which the answer is typed. */
const TYPED = ['text', 'email', 'phone', 'date', 'number'];

/** What she has said, as if she had just chosen or typed it. */
export function draftOf({ type, answer }: Item): Draft {
  const value = answer?.value;
  if (value === undefined || value === null) return EMPTY;
  if (TYPED.includes(type)) return { ...EMPTY, text: String(value) };
  if (type === 'birthday') return { ...EMPTY, chosen: String(value).replace('--', '').split('-').reverse() };
  if (Array.isArray(value)) return value.map((one) => picked(one)).reduce((all, one) => ({ chosen: [...all.chosen, ...one.chosen], text: all.text || one.text }), EMPTY);
  return picked(value);
}

function picked(value: Answer): Draft {
  if (typeof value !== 'object' || Array.isArray(value)) return { ...EMPTY, chosen: [String(value)] };
  if ('other' in value) return { chosen: [OTHER], text: value.other };
  const { part = '', place = '' } = value;
  return { ...EMPTY, chosen: [part, place] };
}

/** What brings back what she said before, or that she said nothing. */
export function backTo(items: Item[]): Change {
  const set: Record<string, Answer> = {};
  for (const { key, answer } of items) if (answer) set[key] = answer.value;
  return { set, clear: items.flatMap(({ key, answer }) => (answer ? [] : [key])) };
}
