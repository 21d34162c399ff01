// The ways through a survey as lines between its questions: pure geometry.

import type {SurveyDocument} from '../types';

/** One way that leaves a question otherwise than to the next. */
export interface Arc {
  from: number;
  to: number; // as many as there are questions: out
  lane: number; // beside the questions, from 0; those that overlap stand in different ones
}

/** The branches of a survey that lead further down. One that leads astray is not drawn. */
export function arcs({questions}: Pick<SurveyDocument, 'questions'>): Arc[] {
  const places = new Map(questions.map(({key}, at) => [key, at]));
  const ways = questions.flatMap(({next = []}, from) => next.map(({to}) => ({from, to: to === 'end' || to.startsWith('end:') ? questions.length : places.get(to) ?? -1})));
  const taken: number[] = []; // by lane: how far down it is in use
  return ways.filter(({from, to}) => to > from).sort((a, b) => a.from - b.from || a.to - b.to).map((way) => {
    const free = taken.findIndex((until) => until <= way.from);
    const lane = free < 0 ? taken.length : free;
    taken[lane] = way.to;
    return {...way, lane};
  });
}
