// What a condition of a survey can be about: answers, and what is known of a shopper and her visit.

import {t} from '../i18n';
import type {Fact, Option, Question, SurveyDocument} from '../types';
import type {Condition, Plain, Verb} from './rules';

export interface Choice {
  value: string;
  label: string;
}

export interface Subject {
  fact: string;
  label: string;
  kind: 'boolean' | 'number' | 'text' | 'list';
  answer: boolean; // said by her, and not known of her
  case?: 'lower' | 'upper' | undefined;
  values?: Choice[] | undefined; // what it can be
  about?: 'known' | 'own' | 'others'; // what it stands among, where that is said
}

/** A question of a published survey, as conditions of others can ask about its answers. */
export interface Elsewhere {
  survey: {id: string; title: string};
  key: string;
  type: Question['type'];
  prompt: string;
  options?: Choice[];
  parts?: Choice[];
  other?: boolean;
  several?: boolean;
}

const inSurvey = ({prompt, survey}: Elsewhere) => t('builder.elsewhere', {label: t('builder.quoted', {words: prompt}), survey: survey.title});
const askedBefore = ({prompt}: Elsewhere) => t('builder.asked_before', {label: t('builder.quoted', {words: prompt})});

/** The answers to questions of other surveys: those that are not told of yet. */
export function elsewhere(list: Elsewhere[], told: Subject[], called = inSurvey): Subject[] {
  const known = new Set(told.map(({fact}) => fact));
  const words = (options: Choice[] = []): Option[] => options.map(({value, label}) => ({key: value, label: {is: label}}));
  const named = (options: Option[] = []) => options.map(({key, label}) => ({value: key, label: label['is'] ?? key}));
  return list.flatMap((one) => {
    const {key, type, options, parts, other, several} = one;
    const question: Question = {key, type, prompt: {}, ...(options && {options: words(options)}), ...(parts && {parts: words(parts)}), ...(other && {other: {label: {}}}), most: several ? 2 : 1};
    return answered(question, called(one), named);
  }).filter(({fact}) => !known.has(fact)).map((one) => ({...one, about: 'others'}));
}

/** The answers to so many of a survey's questions, and then everything else there is. */
export function subjects(document: SurveyDocument, questions: Question[], facts: Fact[], language: string): Subject[] {
  const say = (question: Question) => question.prompt[language] || question.prompt[document.languages[0] ?? ''] || question.key;
  const named = (options: Option[] = []) => options.map(({key, label}) => ({value: key, label: label[language] || label[document.languages[0] ?? ''] || key}));
  return [...questions.flatMap((question) => answered(question, t('builder.quoted', {words: say(question)}), named)), ...facts.filter(({kind}) => kind !== 'any').map(known)];
}

/**
 * All that a condition of a survey may be about already: what it asks, wherever that stands, what is known, and what
 * others ask. What it asked when it was published last, and asks no more, is said to be that.
 */
export function sayable(document: SurveyDocument, facts: Fact[], list: Elsewhere[], survey: string, language: string): Subject[] {
  const now = subjects(document, document.questions, facts, language);
  const others = elsewhere(list.filter((one) => one.survey.id !== survey), now);
  return [...now, ...others, ...elsewhere(list.filter((one) => one.survey.id === survey), [...now, ...others], askedBefore)];
}

const known = ({name, kind, means, case: written, values}: Fact): Subject => ({
  fact: name, label: means.replace(/\.$/, ''), kind: kind as Subject['kind'], answer: false, case: written,
  values: values?.map((value) => ({value, label: value})),
});

const kinds: Partial<Record<Question['type'], Subject['kind']>> = {
  yes_no: 'boolean', consent: 'boolean', rating: 'number', nps: 'number', number: 'number', multiple_choice: 'list', ranking: 'list',
};

function answered(question: Question, label: string, named: (options?: Option[]) => Choice[]): Subject[] {
  const {key, type, options, parts, other, source, most} = question;
  const fact = `answers.${key}`;
  const closed = (list: Option[] | undefined) => (list?.length && !source ? named(list) : undefined);
  if (type === 'delivery_slot') {
    const part = (name: string, list: Option[] | undefined): Subject[] =>
      (list?.length ? [{fact: `${fact}.${name}`, label: t(`builder.slot_${name}`, {label}), kind: 'text', answer: true, values: closed(list)}] : []);
    return [...part('part', parts), ...part('place', options)];
  }
  const several = type === 'picture_choice' && (most ?? 0) > 1;
  const kind = several ? 'list' : kinds[type] ?? 'text';
  const itself: Subject = {fact, label, kind, answer: true, values: closed(options)};
  return other ? [itself, {fact: `${fact}.other`, label: t('builder.written_in', {label}), kind: 'text', answer: true}] : [itself];
}

const closed: Verb[] = ['is', 'is_not', 'one_of', 'none_of', 'known', 'unknown'];
const open: Verb[] = ['is', 'is_not', 'has', 'has_not', 'known', 'unknown'];
const said: Record<Subject['kind'], Verb[]> = {
  boolean: ['is', 'is_not'],
  number: ['at_least', 'at_most', 'more', 'less', 'is', 'is_not'],
  text: open,
  list: ['has', 'has_not', 'has_some', 'has_none', 'known', 'unknown'],
};

/** What can be said of a subject, with what is said of it already. */
export function verbsOf({kind, answer, values}: Subject, now: Verb): Verb[] {
  const can = kind === 'text' && values ? closed : kind === 'boolean' && !answer ? (['known', 'unknown'] as Verb[]) : said[kind];
  return can.includes(now) ? can : [...can, now];
}

/** How many values a verb takes. */
export const takesValue = (verb: Verb): 'none' | 'one' | 'several' =>
  verb === 'known' || verb === 'unknown' ? 'none' : ['one_of', 'none_of', 'has_some', 'has_none'].includes(verb) ? 'several' : 'one';

/** A condition about a subject to begin with. */
export function begin(subject: Subject): Condition {
  return saying(subject, verbsOf(subject, 'is')[0]!, undefined);
}

/** The condition with another verb, and of its value what that can take. */
export function saying(subject: Subject, verb: Verb, value: Condition['value']): Condition {
  const [one] = Array.isArray(value) ? value : [value];
  const usual: Plain = subject.kind === 'boolean' ? true : subject.kind === 'number' ? 1 : subject.values?.[0]?.value ?? '';
  const several = Array.isArray(value) ? value : [one ?? usual];
  const count = takesValue(verb);
  return {fact: subject.fact, verb, ...(count !== 'none' && {value: count === 'several' ? several : one ?? usual})};
}

/** A text as the fact is written. */
export const cased = ({case: written}: Subject, text: string): string =>
  written === 'lower' ? text.toLowerCase() : written === 'upper' ? text.toUpperCase() : text;

/** A condition in words: “How did you hear of us?” is “A podcast”. */
export function sayCondition({fact, verb, value}: Condition, all: Subject[]): string {
  const subject = all.find((one) => one.fact === fact);
  const of = (one: Plain): string => {
    if (typeof one === 'boolean') return t(one ? 'editor.yes' : 'editor.no');
    if (typeof one === 'number') return String(one);
    return t('builder.quoted', {words: subject?.values?.find(({value: key}) => key === one)?.label ?? one});
  };
  const values = value === undefined ? '' : Array.isArray(value) ? value.map(of).join(', ') : of(value);
  return `${subject?.label ?? fact} ${verbWord(verb, subject)}${values && ` ${values}`}`;
}

/** A verb in words, as it is said of the subject. */
export const verbWord = (verb: Verb, subject: Subject | undefined): string =>
  t(subject?.kind === 'boolean' && takesValue(verb) === 'none' ? `builder.verbs_boolean.${verb}` : `builder.verbs.${verb}`);
