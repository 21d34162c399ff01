// Walks a document as the server does (app/branch): which questions its conditions
// and branches lead to, and which ending the answers come out at.

import { type Facts, holds, type Rule } from './rule.ts';

/** The part of a question that says when it is asked and where it leads. */
export interface Routed {
  key: string;
  if?: Rule;
  next?: { if?: Rule; to: string }[];
}

/** The part that says what its answer weighs. */
export interface Weighing extends Routed {
  type: string;
  options?: { key: string; weights?: Record<string, number> }[];
}

export interface Outcome {
  ending: string;
  scores: { ending: string; points: number }[];
  reasons?: Reason[] | undefined;
}

export interface Reason {
  question: string;
  option: string;
  points: number;
}

/** The questions on the way, in order. One without an answer leads on as if left blank. Branches only lead further down, so every way ends. */
export function walk<Q extends Routed>(questions: Q[], facts: Facts): Q[] {
  let to: string | undefined;
  return questions.filter((one) => {
    if (to && to !== one.key) return false;
    to = '';
    if (!holds(one.if, facts)) return false;
    to = leads(one, facts);
    return true;
  });
}

const leads = ({ next }: Routed, facts: Facts) => next?.find((branch) => holds(branch.if, facts))?.to;

/** The ending a branch of the last question on a way leads to; '' is the one the answers weigh most for. */
export const endOf = (way: Routed[], facts: Facts): string => (way[0] && leads(way.at(-1)!, facts)?.split('end:')[1]) ?? '';

/** Weighs the answers on a way; undefined when there is nothing to come out at. */
export function outcome(way: Weighing[], endings: { key: string }[] | undefined, facts: Facts): Outcome | undefined {
  if (!endings?.[0]) return undefined;
  const chosen = way.flatMap((question) => weighing(question, facts));
  const scores = endings.map(({ key }) => ({ ending: key, points: chosen.reduce((sum, one) => sum + (one.weights[key] ?? 0), 0) }));
  const ending = endOf(way, facts) || scores.reduce((a, b) => (b.points > a.points ? b : a)).ending; // the first of several
  const reasons = chosen
    .map(({ question, option, weights }) => ({ question, option, points: weights[ending] ?? 0 }))
    .filter((one) => one.points)
    .sort((a, b) => b.points - a.points);
  return { ending, scores, reasons: reasons[0] && reasons };
}

/** The chosen options of a question that weigh. Of a ranking only the best does: all are in it. */
function weighing({ key, type, options }: Weighing, facts: Facts) {
  const chosen = [facts[`answers.${key}`]].flat() as string[];
  return chosen.slice(0, type === 'ranking' ? 1 : 1 / 0).flatMap((option) => {
    const weights = options?.find((one) => one.key === option)?.weights;
    return weights ? { question: key, option, weights } : [];
  });
}
