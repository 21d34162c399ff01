// How long a survey may be.

import type {SurveyDocument} from '../types';

/** The most questions a survey may have (app/question) and one shopper may be asked unasked (app/publish). */
export const mostQuestions = 50;
export const mostAsked = 20;

/** What adding one more question comes to, if it is to be said: none can be, or not of everybody. */
export function ceiling({questions, endings}: Pick<SurveyDocument, 'questions' | 'endings'>, counted: number): 'full' | 'asked' | undefined {
  if (questions.length >= mostQuestions) return 'full';
  if (endings?.length) return undefined; // shoppers start it themselves
  return askedAtMost({questions}, counted) >= mostAsked ? 'asked' : undefined;
}

/** The most questions one shopper can be asked: all, unless something hangs on an answer, which the server counts; 0 before it has. */
export function askedAtMost({questions}: Pick<SurveyDocument, 'questions'>, counted: number): number {
  return questions.some(({if: condition, next, consent}) => condition !== undefined || next?.length || consent) ? counted : questions.length;
}
