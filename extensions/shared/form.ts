// What the form knows and decides, apart from how it looks.

import type { Asked } from './asking.ts';
import { walk } from './branch.ts';
import { answerFacts } from './known.ts';
import { typeOf } from './questions/index.ts';
import { type Draft, EMPTY, lacksWriteIn } from './questions/question.ts';
import type { Facts } from './rule.ts';
import type { FieldError } from './send.ts';
import { type Answers, type Submission, shown } from './submission.ts';
import type { Question, Survey } from './survey.ts';

export type Drafts = Record<string, Draft>;
/** A locale key by question: what is wrong with its answer. */
export type Errors = Record<string, string>;

/** One time of asking: it makes one submission, however often that is sent. */
export interface Sheet extends Asked {
  survey: Survey;
  /** What is known of her before she answers. */
  facts: Facts;
  id: string;
  startedAt: Date;
}

/** A fresh sheet for what is asked. */
export function sheetOf(survey: Survey, asked: Asked, facts: Facts): Sheet {
  return { ...asked, survey, facts, id: crypto.randomUUID(), startedAt: new Date() };
}

/**
 * The questions that stand before her as she answers: what an answer leads past
 * goes, what it clarifies comes. What she cannot see has no say.
 */
export function standing(sheet: Sheet, drafts: Drafts): Question[] {
  let seen = led(sheet, {});
  for (let i = 0; i < sheet.questions.length; i++) {
    const next = led(sheet, answersOf(seen, drafts));
    if (next.length === seen.length && next.every((question) => seen.includes(question))) break;
    seen = next;
  }
  return affordable(seen, drafts, sheet);
}

function led({ survey, questions, due, facts }: Sheet, answers: Answers): Question[] {
  const way = (more: Answers) => walk(survey.questions, { ...facts, ...answerFacts(more) }).map(({ key }) => key);
  const [before, now] = [way({}), way(answers)];
  // What the server asks for reasons that are not known here stays until an answer speaks against it.
  return questions.filter(({ key }) => (due.includes(key) ? now.includes(key) || !before.includes(key) : now.includes(key) && !before.includes(key)));
}

/** As much of it as is asked at once. What she has begun to answer stays. */
function affordable(questions: Question[], drafts: Drafts, { budget }: Sheet): Question[] {
  const begun = questions.filter(({ key }) => isBegun(drafts[key]));
  const spent = { questions: begun.length, seconds: begun.reduce((sum, { seconds = 0 }) => sum + seconds, 0) };
  return questions.filter((question) => {
    if (begun.includes(question)) return true;
    const { seconds = 0 } = question;
    if (spent.questions + 1 > budget.questions || spent.seconds + seconds > budget.seconds) return false;
    spent.questions++;
    spent.seconds += seconds;
    return true;
  });
}

const isBegun = ({ chosen, text }: Draft = EMPTY) => chosen.length > 0 || text.trim() !== '';

/** The answers there are. */
function answersOf(questions: Question[], drafts: Drafts): Answers {
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

/** Where and when the form is filled in, and by whom. */
export interface Occasion {
  surface: string;
  order?: string;
  locale: string;
  visitor: string;
  facts: Facts;
}

/** The document to post. */
export function submissionOf(sheet: Sheet, drafts: Drafts, { visitor, ...occasion }: Occasion): Submission {
  const standsThere = standing(sheet, drafts);
  return {
    id: sheet.id,
    survey: sheet.survey.handle,
    version: sheet.version,
    ...occasion,
    ...(visitor && { visitor }),
    shown: shown(standsThere),
    answers: answersOf(standsThere, drafts),
    started_at: sheet.startedAt.toISOString(),
    complete: !sheet.more && led(sheet, answersOf(standsThere, drafts)).length === standsThere.length,
  };
}
