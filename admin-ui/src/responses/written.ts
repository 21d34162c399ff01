// What was written in to a question, and what it is called.

import {call} from '../api';
import {listed, t} from '../i18n';

export interface Text {
  text: string;
  count: number;
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
    call<Board>('GET', `/surveys/${encodeURIComponent(survey)}/written/${encodeURIComponent(question)}`, undefined, signal),
  name: (survey: string, question: string, meaning: Meaning, texts: string[]) => call<unknown>('POST', '/responses/written', {survey, question, ...meaning, texts}),
  unname: (question: string, meaning: Meaning) => call<unknown>('POST', '/responses/written/undo', {question, ...meaning}),
};

const quoted = 5; // spellings that are told

/** "“tik tok”, “TikTok”, and 3 more". */
export function spelled(texts: Text[]): string {
  const first = texts.slice(0, quoted).map(({text}) => t('responses.names.quoted', {text}));
  const left = texts.length - first.length;
  return listed(left > 0 ? [...first, t('responses.names.more', {count: left})] : first);
}
