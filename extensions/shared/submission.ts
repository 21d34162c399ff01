// The document every surface posts.

import type { Question } from './survey.ts';

/** The write-in's key, wherever options are listed by key. */
export const OTHER = 'other';

export type Choice = string | { other: string };
export type Slot = { part?: string; place?: string };
export type Answer = Choice | Choice[] | number | boolean | Slot;
export type Answers = Record<string, Answer>;

export interface Submission {
  id: string;
  survey: string;
  version: number;
  surface: string;
  order?: string;
  /** This browser's own name for itself. */
  visitor?: string;
  /** What the page knows of the visit, by the names that rules use. */
  facts?: Record<string, unknown>;
  locale: string;
  shown: { question: string; options: string[] }[];
  answers: Answers;
  started_at: string;
  complete: boolean;
}

/** What stood before the shopper, in the order it stood there. */
export function shown(questions: Question[]): Submission['shown'] {
  return questions.map((question) => {
    const options = (question.options ?? []).map(({ key }) => key);
    return { question: question.key, options: question.other ? [...options, OTHER] : options };
  });
}
