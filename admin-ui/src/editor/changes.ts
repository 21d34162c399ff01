// What makes one version of another, in words.

import {languageName, t} from '../i18n';
import type {Branch, Change, Rule} from '../types';
import {type Saying, sayRule} from './say-rule';
import type {Subject} from './subjects';

/** One difference: "Question source, Option podcast, Label, Swedish". */
export interface ChangeWords {
  what: string;
  place: string;
  from: string;
  to: string;
}

/** What a change is, where, and from what to what, as far as that can be read: of conditions as they are said of the subjects, and were said of those before. */
export function changeWords({path, old, new: now}: Change, all: Subject[] = [], before = all): ChangeWords {
  const kind = old === undefined ? 'added' : now === undefined ? 'removed' : isOrder(path, old, now) ? 'moved' : 'changed';
  return {what: t(`builder.change.${kind}`), place: placeWords(path), from: saidWords(path, old, before), to: saidWords(path, now, all)};
}

const lists = ['questions', 'options', 'parts', 'endings'];

// Of a list whose items only moved the keys are told.
const isOrder = (path: string, old: unknown, now: unknown) =>
  lists.some((list) => path.endsWith(list)) && Array.isArray(old) && Array.isArray(now) && [...old].sort().join() === [...now].sort().join();

function placeWords(path: string): string {
  const parts = path.split('.');
  const words: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    const item = lists.includes(part) ? parts[at + 1] : undefined;
    if (item !== undefined) at++;
    words.push(item === undefined ? partWord(part) : t(`builder.item.${part}`, {key: item}));
  }
  return words.join(', ');
}

function partWord(part: string): string {
  const key = `builder.part.${part}`;
  const word = t(key);
  if (word !== key) return word;
  return /^[a-z]{2,3}(-|$)/.test(part) ? languageName(part) : part;
}

/** Whether a change is one of conditions, or of branches that have some. */
export const decides = ({path}: Change): boolean => [...ruled, 'next'].includes(lastOf(path));

const ruled = ['if', 'audience', 'doubt'];
const lastOf = (path: string) => path.split('.').at(-1)!;

// What is decided by: a condition, or branches.
function saidWords(path: string, value: unknown, all: Subject[]): string {
  const last = lastOf(path);
  if (value === undefined || value === null) return '';
  if (ruled.includes(last)) return ruleWords(value as Rule, all);
  if (last === 'next' && Array.isArray(value)) return (value as Branch[]).map((one) => branchWords(one, all)).join('; ');
  return valueWords(value);
}

const ruleWords = (rule: Rule, all: Subject[]): string => flat(sayRule(rule, all));
const flat = ({words, beneath}: Saying): string => (beneath.length > 0 ? `${words}: ${beneath.map(flat).join('; ')}` : words);

function branchWords({if: condition, to}: Branch, all: Subject[]): string {
  const where = to === 'end' ? t('builder.to_end') : to.startsWith('end:') ? t('builder.to_ending', {title: to.slice(4)}) : t('builder.item.questions', {key: to});
  return condition === undefined ? t('builder.way_always', {to: where}) : t('builder.way', {to: where, when: ruleWords(condition, all)});
}

function valueWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return t(value ? 'editor.yes' : 'editor.no');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  const said = value as {prompt?: Record<string, string>; label?: Record<string, string>; title?: Record<string, string>};
  const words = said.prompt ?? said.label ?? said.title ?? (Object.values(value as object).every((one) => typeof one === 'string') ? (value as Record<string, string>) : undefined);
  return words ? Object.values(words)[0] ?? '' : JSON.stringify(value);
}
