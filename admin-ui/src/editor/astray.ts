// Branches that lead back, or to what is gone, since questions were moved or removed: pure
// functions over a document. A draft is kept with them; publishing refuses them.

import type {SurveyDocument} from '../types';

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
