// What has to be agreed to before a question is asked: pure functions from one
// question to the next.

import type {Question, SurveyDocument} from '../types';

/** What a question is for that names no purpose. */
export const usual = 'personalisation';

/** A consent that a question may be asked with, and its place in the document. */
export interface Guard {
  question: Question;
  at: number;
}

/** The consents above a question. */
export function guards({questions}: SurveyDocument, at: number): Guard[] {
  return questions.slice(0, at).map((question, n) => ({question, at: n})).filter(({question}) => question.type === 'consent');
}

/** A question asked only of those who say yes to a consent, and for the same use; of none it is asked of everybody. */
export function guarded(question: Question, by: Question | undefined): Question {
  const {consent: _, ...free} = question;
  return by ? aimed({...free, consent: by.key}, by.purpose ?? usual) : free;
}

/** A question for a purpose. */
export function aimed(question: Question, purpose: string): Question {
  const {purpose: _, ...rest} = question;
  return purpose === usual ? rest : {...rest, purpose};
}

/** A question marked as sensitive, with the nearest consent above it; or no longer. */
export function marked(question: Question, document: SurveyDocument, at: number): Question {
  const {sensitive, ...open} = question;
  if (sensitive) return guarded(open, undefined);
  const {tag: _, ...mapping} = question.mapping ?? {};
  const secret = {...open, sensitive: true, ...(question.mapping && {mapping})};
  return question.consent ? secret : guarded(secret, guards(document, at).at(-1)?.question);
}
