// Walks a document as the server does (app/branch): which questions its conditions
// and branches lead to, and which ending the answers come out at.

import { type Facts, holds, type Rule } from './rule.ts';

/** The part of a question that says when it is asked and where it leads. */
export interface Routed {
  key: string;
  type: string;
  if?: Rule;
  next?: { if?: Rule; to: string }[];
  options?: { key: string; weights?: Record<string, number> }[];
}

export interface Path<Q> {
  /** The questions on the way, in order. One without an answer leads on as if left blank. */
  questions: Q[];
  /** The ending a branch leads to; '' is the one the answers weigh most for. */
  ending: string;
}

export interface Outcome {
  ending: string;
  scores: { ending: string; points: number }[];
  reasons?: Reason[];
}

export interface Reason {
  question: string;
  option: string;
  points: number;
}

/** Follows the questions. Branches only lead further down, so every way ends. */
export function walk<Q extends Routed>(questions: Q[], facts: Facts): Path<Q> {
  const on: Q[] = [];
  let ending = '';
  for (let i = 0; i < questions.length; ) {
    const question = questions[i]!;
    i++;
    if (!holds(question.if, facts)) continue;
    on.push(question);
    const to = question.next?.find((branch) => holds(branch.if, facts))?.to;
    if (to === undefined) continue;
    const target = questions.findIndex(({ key }) => key === to);
    if (target < i) ending = to.slice('end:'.length);
    i = target < i ? questions.length : target;
  }
  return { questions: on, ending };
}

/** Weighs the answers on a path; undefined when there is nothing to come out at. */
export function outcome(path: Path<Routed>, endings: { key: string }[] | undefined, facts: Facts): Outcome | undefined {
  if (!endings?.length) return undefined;
  const chosen = path.questions.flatMap((question) => weighing(question, facts));
  const scores = endings.map(({ key }) => ({ ending: key, points: chosen.reduce((sum, { weights }) => sum + (weights[key] ?? 0), 0) }));
  const best = scores.reduce((a, b) => (b.points > a.points ? b : a)); // the first of several
  const ending = path.ending || best.ending;
  const reasons = chosen
    .map(({ question, option, weights }) => ({ question, option, points: weights[ending] ?? 0 }))
    .filter(({ points }) => points)
    .sort((a, b) => b.points - a.points);
  return { ending, scores, ...(reasons.length > 0 && { reasons }) };
}

/** The chosen options of a question that weigh. Of a ranking only the best does: all are in it. */
function weighing({ key, type, options }: Routed, facts: Facts) {
  const answer = facts[`answers.${key}`];
  const chosen: unknown[] = Array.isArray(answer) ? answer.slice(0, type === 'ranking' ? 1 : undefined) : [answer];
  return chosen.flatMap((option) => {
    const weights = options?.find((one) => one.key === option)?.weights;
    return weights ? [{ question: key, option: String(option), weights }] : [];
  });
}
