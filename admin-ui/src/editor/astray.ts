// Branches that lead back, or to what is gone, since questions were moved or removed: pure
// functions over a document. A draft is kept with them; publishing refuses them.

import type {Rule, SurveyDocument} from '../types';
import {operation} from './rules';

/** A branch that leads astray: the n-th of the question at a place, and why. */
export interface Stray {
  at: number;
  n: number;
  to: string;
  why: 'back' | 'gone' | 'no_ending';
}

const ending = 'end:';

/** The branches that lead astray, in the document's order. */
export function strays({questions, endings = []}: Pick<SurveyDocument, 'questions' | 'endings'>): Stray[] {
  const places = new Map(questions.map(({key}, at) => [key, at]));
  const wrong = (to: string, at: number): Stray['why'] | undefined => {
    if (to === 'end') return undefined;
    if (to.startsWith(ending)) return endings.some(({key}) => key === to.slice(ending.length)) ? undefined : 'no_ending';
    const place = places.get(to);
    if (place === undefined) return 'gone';
    return place <= at ? 'back' : undefined;
  };
  return questions.flatMap(({next = []}, at) => next.flatMap(({to}, n): Stray[] => {
    const why = wrong(to, at);
    return why ? [{at, n, to, why}] : [];
  }));
}

/** The document without a branch of it. */
export function mended(document: SurveyDocument, {at, n}: Pick<Stray, 'at' | 'n'>): SurveyDocument {
  return {
    ...document,
    questions: document.questions.map((question, place) => {
      const {next, ...rest} = question;
      if (place !== at || !next) return question;
      const left = next.filter((_, one) => one !== n);
      return left.length > 0 ? {...rest, next: left} : rest;
    }),
  };
}

/** A condition that looks at the answer to a question which is asked later. */
export interface Early {
  at: number; // whose condition it is
  path: string;
  of: number; // the question it looks at
}

/** The conditions that look ahead: for who has never answered, they hold of nothing. */
export function earlies({questions}: Pick<SurveyDocument, 'questions'>): Early[] {
  const places = new Map(questions.map(({key}, at) => [key, at]));
  const ahead = (rule: Rule | undefined, at: number, path: string, from: number): Early[] =>
    [...new Set(looksAt(rule))].flatMap((key) => {
      const of = places.get(key);
      return of !== undefined && of >= from ? [{at, path, of}] : [];
    });
  return questions.flatMap(({if: condition, next = []}, at) => [
    ...ahead(condition, at, `questions.${at}.if`, at),
    ...next.flatMap((branch, n) => ahead(branch.if, at, `questions.${at}.next.${n}.if`, at + 1)),
  ]);
}

/** The keys of the answers that a rule names. */
export function looksAt(rule: unknown): string[] {
  if (Array.isArray(rule)) return rule.flatMap(looksAt);
  const [operator, args] = operation(rule as Rule);
  const [first] = args;
  if (operator === 'var' && typeof first === 'string' && first.startsWith('answers.')) return [first.split('.')[1]!];
  return args.flatMap(looksAt);
}
