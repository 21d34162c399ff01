// What refers to a question or an option by its name, when it is called otherwise.

import type {Branch, Question, Rule, SurveyDocument} from '../types';
import {operation} from './rules';

/** The document with one question replaced, and with everything that names it or its options following. */
export function followed(document: SurveyDocument, at: number, next: Question): SurveyDocument {
  const before = document.questions[at]!;
  const questions = document.questions.map((question, n) => (n === at ? next : question));
  const names = renames(before, next);
  if (before.key === next.key && names.size === 0) return {...document, questions};
  const rule = (one: Rule) => renamed(one, before.key, next.key, names);
  const to = (branch: Branch): Branch => ({...branch, ...(branch.if !== undefined && {if: rule(branch.if)}), to: branch.to === before.key ? next.key : branch.to});
  return {
    ...document,
    ...(document.audience !== undefined && {audience: rule(document.audience)}),
    questions: questions.map((question) => ({
      ...question,
      ...(question.if !== undefined && {if: rule(question.if)}),
      ...(question.doubt !== undefined && {doubt: rule(question.doubt)}),
      ...(question.next && {next: question.next.map(to)}),
      ...(question.consent === before.key && {consent: next.key}),
    })),
  };
}

// An option that was added or removed is none that is called otherwise: a name changes in its place.
function renames(before: Question, next: Question): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const list of ['options', 'parts'] as const) {
    const [old, now] = [before[list] ?? [], next[list] ?? []];
    if (old.length !== now.length) continue;
    const kept = new Set(now.map(({key}) => key));
    for (const [at, {key}] of old.entries()) if (!kept.has(key)) names.set(key, now[at]!.key);
  }
  return names;
}

function renamed(rule: Rule, from: string, to: string, names: Map<unknown, string>): Rule {
  const fact = `answers.${from}`;
  const isIt = (name: unknown) => name === fact || String(name).startsWith(`${fact}.`);
  const value = (one: unknown): unknown => (Array.isArray(one) ? one.map(value) : names.get(one) ?? one);
  const walk = (node: Rule): Rule => {
    const [operator, args] = operation(node);
    if (!operator) return node;
    const named = (one: unknown) => (isIt(one) ? `answers.${to}${String(one).slice(fact.length)}` : one);
    const raw = (node as Record<string, unknown>)[operator];
    const each = (change: (one: unknown) => unknown) => ({[operator]: Array.isArray(raw) ? raw.map(change) : change(raw)});
    if (operator === 'var') return Array.isArray(raw) ? {var: [named(raw[0]), ...raw.slice(1)]} : {var: named(raw)};
    if (operator === 'missing') return each(named);
    const compares = args.some((one) => operation(one)[0] === 'var' && isIt(operation(one)[1][0]));
    return each((one) => (operation(one)[0] ? (compares && isBody(operator, one) ? itemwise(one, value) : walk(one)) : compares ? value(one) : one));
  };
  return walk(rule);
}

const isBody = (operator: string, one: unknown) => ['some', 'all', 'none'].includes(operator) && operation(one)[0] !== 'var';

// Within some, all and none, the items are the answer's own.
function itemwise(rule: Rule, value: (one: unknown) => unknown): Rule {
  const [operator, args] = operation(rule);
  return {[operator]: args.map((one) => (operation(one)[0] === 'var' ? one : operation(one)[0] ? itemwise(one, value) : value(one)))};
}
