// What narrows the list of responses. It is in the address, so that a page can be kept,
// sent and come back to.

import {t} from '../i18n';
import type {Response, Surface, SurveySummary} from '../types';

export const names = ['survey', 'question', 'value', 'surface', 'country', 'language', 'from', 'to', 'state', 'who', 'text'] as const;

export type FilterName = (typeof names)[number];
export type ResponseFilter = Partial<Record<FilterName, string>>;

/** A filter that a merchant gave a name. */
export interface View {
  id: string;
  name: string;
  filter: ResponseFilter;
}

/** A filter as it is asked for: what says nothing is left out, and so is a value of no question. */
export function asked(filter: ResponseFilter): ResponseFilter {
  const said = names.filter((name) => filter[name] && !(name === 'value' && !filter.question));
  return Object.fromEntries(said.map((name) => [name, filter[name]]));
}

/** The filter that an address tells. */
export function read(search: string): ResponseFilter {
  const query = new URLSearchParams(search);
  return asked(Object.fromEntries(names.map((name) => [name, query.get(name) ?? ''])));
}

/** An address with this filter in place of its own; everything else stays. */
export function written(search: string, filter: ResponseFilter): string {
  const query = new URLSearchParams(search);
  for (const name of names) query.delete(name);
  for (const [name, value] of Object.entries(asked(filter))) query.set(name, value);
  return query.toString();
}

export const same = (a: ResponseFilter, b: ResponseFilter): boolean => written('', a) === written('', b);

/** The filter without one of its parts, and without what that part holds up. */
export function without(filter: ResponseFilter, name: FilterName): ResponseFilter {
  const left = {...filter, [name]: ''};
  if (name === 'survey') return asked({...left, question: '', value: ''});
  return asked(name === 'question' ? {...left, value: ''} : left);
}

/** What a part of a filter says in words, for a chip; of a value, as the question says that is asked about. */
export function said(name: FilterName, value: string, surveys: SurveySummary[], questions: Asked[], about = ''): string {
  const question = questions.find(({key}) => key === value);
  switch (name) {
    case 'survey': return surveys.find(({id}) => id === value)?.title ?? t('responses.filter.survey');
    case 'question': return t('responses.filter.answered', {question: question?.prompt ?? value});
    case 'value': return t('responses.filter.said', {value: value === '*' ? t('responses.filter.written') : wordsOf(value, about ? questions.filter(({key}) => key === about) : questions)});
    case 'surface': return t(`surface.${value as Surface}`);
    case 'country': return value === 'none' ? t('responses.filter.no_country') : countryOf(value);
    case 'language': return languageOf(value);
    case 'from': return t('responses.filter.since', {day: value});
    case 'to': return t('responses.filter.until', {day: value});
    case 'text': return t('responses.filter.words', {words: value});
    default: return t(`responses.filter.${value}`);
  }
}

/** A question that can be filtered by, and what can be chosen at it. */
export interface Asked {
  key: string;
  prompt: string;
  options: [value: string, label: string][];
}

/** A question without its survey, as those who answered it were asked. */
export function answeredIn(responses: Pick<Response, 'answers'>[], question: string | undefined): Asked[] {
  const answer = responses.flatMap(({answers}) => answers).find((one) => one.question === question);
  return answer ? [{key: answer.question, prompt: answer.prompt, options: []}] : [];
}

const named = 'name:'; // what the value of a name of its own begins with

const wordsOf = (value: string, questions: Asked[]): string =>
  value.startsWith(named) ? value.slice(named.length) : questions.flatMap(({options}) => options).find(([key]) => key === value)?.[1] ?? value;

function nameOf(kind: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames('en', {type: kind}).of(code) ?? code;
  } catch {
    return code; // no code at all
  }
}

export const countryOf = (code: string): string => nameOf('region', code);
export const languageOf = (code: string): string => nameOf('language', code);
