// What the form knows and decides, apart from how it looks.

import type { Asked } from './asking.ts';
import { typeOf } from './questions/index.ts';
import { type Draft, EMPTY, lacksWriteIn } from './questions/question.ts';
import type { FieldError } from './send.ts';
import { type Answers, type Submission, shown } from './submission.ts';
import type { Question } from './survey.ts';

export type Drafts = Record<string, Draft>;
/** A locale key by question: what is wrong with its answer. */
export type Errors = Record<string, string>;

/** The answers there are. */
export function answersOf(questions: Question[], drafts: Drafts): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    const answer = typeOf(question.type)?.answer(drafts[question.key] ?? EMPTY, question);
    if (answer !== undefined) answers[question.key] = answer;
  }
  return answers;
}

/** What must be said before sending; a form without any answer lacks its first. */
export function missing(questions: Question[], drafts: Drafts): Errors {
  const answers = answersOf(questions, drafts);
  const errors: Errors = {};
  for (const { key, required } of questions) {
    const unanswered = required && answers[key] === undefined;
    if (unanswered || lacksWriteIn(drafts[key] ?? EMPTY)) errors[key] = 'required';
  }
  const first = questions[0];
  if (first && Object.keys(answers).length === 0 && Object.keys(errors).length === 0) errors[first.key] = 'required';
  return errors;
}

/** The server's field errors as ours. It names them "answers.source". */
export function refused(questions: Question[], fields: FieldError[]): Errors {
  const errors: Errors = {};
  for (const { field, code } of fields) {
    const question = questions.find(({ key }) => field === `answers.${key}` || field.startsWith(`answers.${key}.`));
    if (question) errors[question.key] = code === 'required' || code === 'too_long' ? code : 'invalid';
  }
  return errors;
}

/** Where and when the form is filled in. */
export interface Occasion {
  surface: string;
  order?: string;
  locale: string;
}

/** One time of asking: it makes one submission, however often that is sent. */
export interface Sheet extends Asked {
  id: string;
  startedAt: Date;
}

/** A fresh sheet for what is asked. */
export function sheetOf(asked: Asked): Sheet {
  return { ...asked, id: crypto.randomUUID(), startedAt: new Date() };
}

/** The document to post. */
export function submissionOf(survey: string, sheet: Sheet, drafts: Drafts, occasion: Occasion): Submission {
  return {
    id: sheet.id,
    survey,
    version: sheet.version,
    ...occasion,
    shown: shown(sheet.questions),
    answers: answersOf(sheet.questions, drafts),
    started_at: sheet.startedAt.toISOString(),
    complete: sheet.last,
  };
}
