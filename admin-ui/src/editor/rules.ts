// Conditions that plain words can say, read out of JSONLogic and written into it. What they
// cannot say is not read, so that nobody rewrites it by accident.

import type {Rule} from '../types';

export type Plain = string | number | boolean;

export const verbs = [
  'is', 'is_not', 'one_of', 'none_of', 'has', 'has_not', 'has_some', 'has_none', 'less', 'at_most', 'more', 'at_least', 'known', 'unknown',
] as const;
export type Verb = (typeof verbs)[number];

/** "source is podcast": a fact, what is said of it, and the value or values that takes. */
export interface Condition {
  fact: string;
  verb: Verb;
  value?: Plain | Plain[];
}

/** Conditions of which all hold, or some. */
export interface Sentence {
  join: 'and' | 'or';
  conditions: Condition[];
}

/** A rule in plain words, none of them for no rule; undefined when it says more than they can. */
export function read(rule: Rule): Sentence | undefined {
  if (rule === undefined || rule === null) return {join: 'and', conditions: []};
  const [operator, args] = operation(rule);
  const join = operator === 'or' ? 'or' : 'and';
  const conditions = (operator === 'and' || operator === 'or' ? args : [rule]).map(condition);
  return conditions.every((one) => one !== undefined) ? {join, conditions} : undefined;
}

/** The rule that a sentence says; undefined when that is nothing. */
export function write({join, conditions}: Sentence): Rule | undefined {
  const rules = conditions.map(written);
  return rules.length > 1 ? {[join]: rules} : rules[0];
}

const order = {less: '<', at_most: '<=', more: '>', at_least: '>='} as const;
const compared: Record<string, Verb> = {'==': 'is', '===': 'is', '!=': 'is_not', '!==': 'is_not', '<': 'less', '<=': 'at_most', '>': 'more', '>=': 'at_least'};
const opposite: Partial<Record<Verb, Verb>> = {known: 'unknown', one_of: 'none_of', has: 'has_not'};

const variable = (fact: string) => ({var: fact});
const item = {var: ''};

function written({fact, verb, value}: Condition): Rule {
  const it = variable(fact);
  switch (verb) {
    case 'is': return {'==': [it, value]};
    case 'is_not': return {'!=': [it, value]};
    case 'one_of': return {in: [it, value]};
    case 'none_of': return {'!': {in: [it, value]}};
    case 'has': return {in: [value, it]};
    case 'has_not': return {'!': {in: [value, it]}};
    case 'has_some': return {some: [it, {in: [item, value]}]};
    case 'has_none': return {none: [it, {in: [item, value]}]};
    case 'known': return {'!!': it};
    case 'unknown': return {'!': it};
    default: return {[order[verb]]: [it, value]};
  }
}

function condition(rule: Rule): Condition | undefined {
  const [operator, args] = operation(rule);
  if (operator === 'var') return about(rule, 'known');
  if (operator === '!!') return args.length === 1 ? about(args[0], 'known') : undefined;
  if (operator === '!') return args.length === 1 ? negated(args[0]) : undefined;
  if (args.length !== 2) return undefined;
  if (operator === 'in') return within(args[0], args[1]);
  if (operator === 'some' || operator === 'none') return among(operator === 'some' ? 'has_some' : 'has_none', args[0], args[1]);
  const verb = compared[operator];
  return verb && isPlain(args[1]) ? about(args[0], verb, args[1]) : undefined;
}

function negated(rule: Rule): Condition | undefined {
  const [operator, args] = operation(rule);
  const affirmed = operator === 'var' ? about(rule, 'known') : operator === 'in' && args.length === 2 ? within(args[0], args[1]) : undefined;
  const verb = affirmed && opposite[affirmed.verb];
  return verb && {...affirmed, verb};
}

function within(what: Rule, where: Rule): Condition | undefined {
  if (isList(where)) return about(what, 'one_of', where);
  return isPlain(what) ? about(where, 'has', what) : undefined;
}

function among(verb: Verb, list: Rule, body: Rule): Condition | undefined {
  const [operator, args] = operation(body);
  if (operator !== 'in' || args.length !== 2 || factOf(args[0]) !== '' || !isList(args[1])) return undefined;
  return about(list, verb, args[1]);
}

function about(rule: Rule, verb: Verb, value?: Plain | Plain[]): Condition | undefined {
  const fact = factOf(rule);
  return fact ? {fact, verb, ...(value !== undefined && {value})} : undefined;
}

function factOf(rule: Rule): string | undefined {
  const [operator, args] = operation(rule);
  return operator === 'var' && args.length === 1 && typeof args[0] === 'string' ? args[0] : undefined;
}

/** The operator of a rule and what it takes; '' for what is no operation. */
export function operation(rule: Rule): [string, unknown[]] {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return ['', []];
  const entries = Object.entries(rule);
  if (entries.length !== 1) return ['', []];
  const [operator, args] = entries[0]!;
  return [operator, Array.isArray(args) ? args : [args]];
}

const isPlain = (value: unknown): value is Plain => ['string', 'number', 'boolean'].includes(typeof value);
const isList = (value: unknown): value is Plain[] => Array.isArray(value) && value.every(isPlain);
