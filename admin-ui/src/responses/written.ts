// What was written in to a question, and what it is called.

import {call, whole} from '../api';
import {listed, t} from '../i18n';

export interface Text {
  text: string;
  count: number;
  spelling: string; // texts that have the same are named together
}

/** A question that people have written something in to. */
export interface Place {
  survey: {id: string; title: string};
  question: string;
  prompt: string;
  unnamed: number; // answers
  named: number;
}

export interface Waiting {
  questions: Place[];
  looked: number;
  whole: boolean;
}

export interface Group {
  texts: Text[];
  count: number;
  option?: string;
  name: string;
}

export interface Named {
  option?: string;
  name?: string;
  value: string;
  texts: Text[];
  count: number;
}

export interface Board {
  groups: Group[];
  named: Named[];
  looked: number;
  whole: boolean;
}

/** What is decided: an option that is meant, or a name of its own. */
export type Meaning = {option: string} | {name: string};

export const written = {
  board: (survey: string, question: string, signal?: AbortSignal) =>
    whole<'groups', Board>(`/surveys/${encodeURIComponent(survey)}/written/${encodeURIComponent(question)}`, 'groups', signal),
  waiting: (signal?: AbortSignal) => call<Waiting>('GET', '/responses/written', undefined, signal),
  name: async (survey: string, question: string, meaning: Meaning, texts: string[]): Promise<void> => {
    for (let at = 0; at < texts.length; at += atOnce) await call('POST', '/responses/written', {survey, question, ...meaning, texts: texts.slice(at, at + atOnce)});
  },
  /** All that is called so, or only some texts of it. */
  unname: (question: string, meaning: Meaning, texts?: string[]) => call<unknown>('POST', '/responses/written/undo', {question, ...meaning, ...(texts && {texts})}),
};

const atOnce = 200; // texts that are named in one go

/** Texts that cannot be told apart when they are named. */
export interface Spelling {
  key: string;
  texts: Text[];
  count: number;
}

/** The spellings of some texts, in their order. */
export function spellings(texts: Text[]): Spelling[] {
  const by = new Map<string, Spelling>();
  for (const one of texts) {
    const {texts: there, count} = by.get(one.spelling) ?? {texts: [], count: 0};
    by.set(one.spelling, {key: one.spelling, texts: [...there, one], count: count + one.count});
  }
  return [...by.values()];
}

const quoted = 5; // spellings that are told

/** "“tik tok”, “TikTok”, and 3 more". */
export function spelled(texts: Pick<Text, 'text'>[]): string {
  const first = texts.slice(0, quoted).map(({text}) => t('responses.names.quoted', {text}));
  const left = texts.length - first.length;
  return listed(left > 0 ? [...first, t('responses.names.more', {count: left})] : first);
}
