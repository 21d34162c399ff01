// Any rule in words, however deep: one line, or a line with others beneath it.

import {t} from '../i18n';
import type {Rule} from '../types';
import {operation, read} from './rules';
import {sayCondition, type Subject} from './subjects';

/** Words, and what they are about beneath them. */
export interface Saying {
  words: string;
  beneath: Saying[];
}

const line = (words: string): Saying => ({words, beneath: []});

/** A rule as lines: what joins conditions stands above them. */
export function sayRule(rule: unknown, all: Subject[]): Saying {
  const plain = isRule(rule) ? read(rule) : undefined;
  const [operator, args] = operation(rule as Rule);
  if (plain?.conditions.length === 1) return line(sayCondition(plain.conditions[0]!, all));
  const say = (one: unknown) => sayRule(one, all);
  switch (operator) {
    case 'and': return {words: t('builder.all'), beneath: args.map(say)};
    case 'or': return {words: t('builder.any'), beneath: args.map(say)};
    case '!': return {words: t('builder.said.not'), beneath: args.map(say)};
    case '!!': return say(args[0]);
    case 'if': return choosing(args, all);
    default: return line(valueWords(rule, all));
  }
}

/** If this, then that; otherwise, if the next … */
function choosing(args: unknown[], all: Subject[]): Saying {
  const beneath: Saying[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const last = at + 1 === args.length;
    beneath.push({words: t(last ? 'builder.said.otherwise' : 'builder.said.if'), beneath: [sayRule(args[at], all)]});
    if (!last) beneath.push({words: t('builder.said.then'), beneath: [sayRule(args[at + 1], all)]});
  }
  return {words: t('builder.said.first'), beneath};
}

const joining = new Set(['and', 'or', '!', '!!', 'if']); // what sayRule has lines for

const compared: Record<string, string> = {
  '==': 'is', '===': 'is', '!=': 'is_not', '!==': 'is_not', '<': 'less', '<=': 'at_most', '>': 'more', '>=': 'at_least',
};
const reckoned: Record<string, string> = {'+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ '};

/** What is no condition of its own: a fact, a value, or what is made of them. */
function valueWords(rule: unknown, all: Subject[]): string {
  if (rule === null || rule === undefined) return t('builder.said.nothing');
  if (typeof rule === 'boolean') return t(rule ? 'editor.yes' : 'editor.no');
  if (typeof rule === 'string') return t('builder.quoted', {words: rule});
  if (Array.isArray(rule)) return rule.map((one) => valueWords(one, all)).join(', ');
  if (!isRule(rule)) return String(rule);
  const [operator, args] = operation(rule);
  const parts = args.map((one) => valueWords(one, all));
  const verb = compared[operator];
  if (operator === 'var') return factWords(args, all);
  if (operator === 'missing') return t('builder.said.missing', {what: args.map((one) => factWords([one], all)).join(', ')});
  if (operator === 'in') return t('builder.said.in', {what: parts[0] ?? '', where: parts[1] ?? ''});
  if (operator === 'some' || operator === 'all' || operator === 'none') return t(`builder.said.${operator}`, {list: parts[0] ?? '', what: parts[1] ?? ''});
  if (verb) return parts.reduce((words, one) => `${words} ${t(`builder.verbs.${verb}`)} ${one}`);
  if (reckoned[operator]) return parts.join(reckoned[operator]);
  return joining.has(operator) ? aside(sayRule(rule, all)) : JSON.stringify(rule); // what is no rule at all is refused before long
}

/** A fact by its name; within a list, one of it. */
function factWords([name, otherwise]: unknown[], all: Subject[]): string {
  const fact = String(name ?? '');
  const label = fact === '' ? t('builder.said.item') : all.find((one) => one.fact === fact)?.label ?? fact;
  return otherwise === undefined ? label : t('builder.said.or_else', {what: label, value: valueWords(otherwise, all)});
}

/** Lines within a line. */
const aside = ({words, beneath}: Saying): string => (beneath.length > 0 ? `(${words} ${beneath.map(aside).join('; ')})` : words);

const isRule = (value: unknown): value is Rule => typeof value === 'object' && value !== null && !Array.isArray(value);
