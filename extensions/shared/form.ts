// What the form knows and decides, apart from how it looks.

import { typeOf } from './questions/index.ts';
import { type Draft, EMPTY, lacksWriteIn } from './questions/question.ts';
import type { FieldError } from './send.ts';
import { type Answers, type Submission, shown } from './submission.ts';
import type { Survey } from './survey.ts';

export type Drafts = Record<string, Draft>;
/** A locale key by question: what is wrong with its answer. */
export type Errors = Record<string, string>;

/** The answers there are. */
export function answersOf(survey: Survey, drafts: Drafts): Answers {
  const answers: Answers = {};
  for (const { key, type } of survey.questions) {
    const answer = typeOf(type)?.answer(drafts[key] ?? EMPTY);
    if (answer !== undefined) answers[key] = answer;
  }
  return answers;
}

/** What must be said before sending; a form without any answer lacks its first. */
export function missing(survey: Survey, drafts: Drafts): Errors {
  const answers = answersOf(survey, drafts);
  const errors: Errors = {};
  for (const { key, required } of survey.questions) {
    const unanswered = required && answers[key] === undefined;
    if (unanswered || lacksWriteIn(drafts[key] ?? EMPTY)) errors[key] = 'required';
  }
  const first = survey.questions[0];
  if (first && Object.keys(answers).length === 0 && Object.keys(errors).length === 0) errors[first.key] = 'required';
  return errors;
}

/** The server's field errors as ours. It names them "answers.source". */
export function refused(survey: Survey, fields: FieldError[]): Errors {
  const errors: Errors = {};
  for (const { field, code } of fields) {
    const question = survey.questions.find(({ key }) => field === `answers.${key}` || field.startsWith(`answers.${key}.`));
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

/** The document to post. */
export function submissionOf(survey: Survey, drafts: Drafts, occasion: Occasion, id: string, startedAt: Date): Submission {
  return {
    id,
    survey: survey.handle,
    version: survey.version,
    ...occasion,
    shown: shown(survey),
    answers: answersOf(survey, drafts),
    started_at: startedAt.toISOString(),
    complete: true,
  };
}
