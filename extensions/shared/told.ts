// What a customer told the shop, from her metafields, in the words of the
// surveys that asked. What no metafield of its own holds our blocks may know.

import { asStored, parseKnown } from './known.ts';
import { typeOf } from './questions/index.ts';
import type { Speaker } from './questions/question.ts';
import { type Published, type Question, type Text, words } from './survey.ts';

/** A metafield of ours on a customer, as Shopify's APIs tell it. */
export interface Stored {
  key: string;
  type: string;
  value: string;
  updatedAt?: string;
  /** The name of its definition: the prompt when it was first published. */
  definition?: { name: string } | null;
}

/** One answer, ready to be read. */
export interface Told {
  key: string;
  prompt: string;
  words: string[];
  at?: Date;
}

/** Where our blocks read what they need to know of her. */
export const KNOWN = 'known';

/** The keys under which answers may be stored, in the order they are asked. */
export function asked(published: Published | undefined): string[] {
  return [...new Set(published?.surveys.flatMap(({ questions }) => questions.map(({ key }) => key)))];
}

/** The answers in the order they are asked; then those that are asked no more, if they have a name. */
export function told(published: Published | undefined, stored: Stored[], locale: string, translate: Speaker['translate']): Told[] {
  const order = asked(published);
  const place = ({ key }: Stored) => (order.includes(key) ? order.indexOf(key) : order.length);
  const known = parseKnown(stored.find(({ key }) => key === KNOWN)?.value)?.answers ?? {};
  const also = Object.entries(known).flatMap(([key, answer]) => (stored.some((one) => one.key === key) ? [] : { key, type: '', value: asStored(answer) }));
  return [...stored.filter(({ key }) => key !== KNOWN), ...also].sort((a, b) => place(a) - place(b)).flatMap((one) => read(published, one, locale, translate) ?? []);
}

function read(published: Published | undefined, stored: Stored, locale: string, translate: Speaker['translate']): Told | undefined {
  const { key, updatedAt } = stored;
  const survey = published?.surveys.find(({ questions }) => questions.some((question) => question.key === key));
  const question = survey?.questions.find((one) => one.key === key);
  const say = (text: Text | undefined) => words(text, locale, survey?.languages[0] ?? '');
  const prompt = say(question?.prompt) || stored.definition?.name;
  if (!prompt) return undefined;
  return { key, prompt, words: spoken(question, stored, { say, translate }), ...(updatedAt && { at: new Date(updatedAt) }) };
}

function spoken(question: Question | undefined, { type, value }: Stored, speaker: Speaker): string[] {
  try {
    if (question) return typeOf(question.type)?.words(question, value, speaker) ?? [value];
    return type.startsWith('list.') ? (JSON.parse(value) as string[]) : [value];
  } catch {
    return [value]; // the answer to an earlier kind of question, as it is stored
  }
}
