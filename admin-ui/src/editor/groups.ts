// A rule as a list of conditions with groups among them, one level deep. What goes deeper, or
// says what plain words cannot, stands in the list as it is, and is written back so.

import type {Rule} from '../types';
import {type Condition, operation, read, type Sentence, write} from './rules';

/** A condition, a group of them, or a rule that is only told. */
export type Part = {condition: Condition} | {group: Sentence} | {told: Rule};

/** Parts of which all hold, or some. */
export interface Whole {
  join: Sentence['join'];
  parts: Part[];
}

const isJoin = (operator: string): operator is Sentence['join'] => operator === 'and' || operator === 'or';

/** A rule as its parts, none of them for no rule. */
export function readWhole(rule: Rule): Whole {
  if (rule === undefined || rule === null) return {join: 'and', parts: []};
  const [operator, args] = operation(rule);
  return isJoin(operator) ? {join: operator, parts: args.map(part)} : {join: 'and', parts: [part(rule)]};
}

function part(rule: unknown): Part {
  const sentence = rule === null || rule === undefined ? undefined : read(rule as Rule);
  const [one] = sentence?.conditions ?? [];
  if (!sentence || !one) return {told: rule as Rule};
  return isJoin(operation(rule as Rule)[0]) ? {group: sentence} : {condition: one};
}

/** The rule that parts say; undefined when that is nothing. What is left of several is joined as they were, lest what is added next is joined otherwise. */
export function writeWhole({join, parts}: Whole): Rule | undefined {
  const rules = parts.map(ruleOf).filter((one) => one !== undefined);
  const [one] = rules;
  const bare = one === undefined || (join === 'and' && !isJoin(operation(one)[0])); // it would be read as it is written
  return rules.length > 1 || !bare ? {[join]: rules} : one;
}

function ruleOf(part: Part): Rule | undefined {
  if ('told' in part) return part.told;
  if ('condition' in part) return write({join: 'and', conditions: [part.condition]});
  const {join, conditions} = part.group;
  return conditions.length > 0 ? {[join]: conditions.map((one) => write({join: 'and', conditions: [one]}))} : undefined; // a group of one is one still
}
