import {expect, test} from 'vitest';
import {countries, including, languages} from '../src/responses/codes';
import {answeredIn, asked, countryOf, languageOf, read, said, same, without, written, type Asked} from '../src/responses/filter';
import {scaleOf} from '../src/responses/scale';
import {spelled, spellings, type Text} from '../src/responses/written';
import type {Question, SurveySummary} from '../src/types';

const surveys = [{id: 's1', title: 'Welcome'} as SurveySummary];
const questions: Asked[] = [{key: 'source', prompt: 'Who told you?', options: [['podcast', 'A podcast'], ['*', 'Something of their own']]}];

test('a filter is in the address, beside what else stands there', () => {
  const filter = read('?shop=a.myshopify.com&host=x&survey=s1&question=source&value=*&nonsense=1');
  expect(filter).toEqual({survey: 's1', question: 'source', value: '*'});
  const query = new URLSearchParams(written('?shop=a.myshopify.com&from=2026-01-01', filter));
  expect(query.get('shop')).toBe('a.myshopify.com');
  expect(query.get('from')).toBeNull();
  expect(read(query.toString())).toEqual(filter);
  expect(written('?shop=a', {})).toBe('shop=a');
});

test('an answer is asked for at a question only', () => {
  expect(asked({value: 'podcast', who: ''})).toEqual({});
  expect(without({survey: 's1', question: 'source', value: 'podcast', who: 'guest'}, 'survey')).toEqual({who: 'guest'});
  expect(without({survey: 's1', question: 'source', value: 'podcast'}, 'question')).toEqual({survey: 's1'});
  expect(without({survey: 's1', question: 'source', value: 'podcast'}, 'value')).toEqual({survey: 's1', question: 'source'});
});

test('a question without its survey is called what it was asked as', () => {
  const answered = [{answers: [{question: 'why', prompt: 'Why?', values: ['x']}, {question: 'source', prompt: 'Who told you?', values: ['y']}]}];
  expect(answeredIn(answered, 'source')).toEqual([{key: 'source', prompt: 'Who told you?', options: []}]);
  expect([...answeredIn(answered, 'other'), ...answeredIn(answered, undefined), ...answeredIn([], 'source')]).toEqual([]);
});

test('two filters are the same that ask the same', () => {
  expect(same({who: 'guest', survey: ''}, {who: 'guest'})).toBe(true);
  expect(same({who: 'guest'}, {who: 'customer'})).toBe(false);
});

test('each part of a filter is told in words', () => {
  const words = (name: Parameters<typeof said>[0], value: string) => said(name, value, surveys, questions);
  expect(words('survey', 's1')).toBe('Welcome');
  expect(words('question', 'source')).toBe('Answered “Who told you?”');
  expect(words('value', 'podcast')).toBe('With “A podcast”');
  expect(words('value', '*')).toBe('With “Something of their own”');
  expect(words('country', 'SE')).toBe('Sweden');
  expect(words('country', 'none')).toBe('No country known');
  expect(words('country', '<b>')).toBe('<b>');
  expect(words('language', 'de')).toBe('German');
  expect(words('who', 'guest')).toBe('Guests');
  expect(words('state', 'partial')).toBe('Not to the end');
});

test('a value is told as the question says that is asked about', () => {
  const two: Asked[] = [{key: 'grade', prompt: 'Grade?', options: [['1', '1 up to 2']]}, {key: 'stars', prompt: 'Stars?', options: [['1', 'One star']]}];
  expect(said('value', '1', surveys, two, 'stars')).toBe('With “One star”');
});

test('numbers are looked for by the steps of their scale, or the spans they are counted in', () => {
  const of = (part: Partial<Question>) => scaleOf({key: 'q', type: 'number', prompt: {}, ...part});
  expect(of({type: 'rating'})).toEqual(['1', '2', '3', '4', '5'].map((n) => [n, n]));
  expect(of({type: 'rating', min: -2, max: 2}).map(([value]) => value)).toEqual(['-2', '-1', '0', '1', '2']);
  expect(of({type: 'nps'})).toHaveLength(11);
  expect(of({type: 'text'})).toEqual([]);
  expect(of({min: 8, max: 120, step: 1})).toEqual([['8', '8'], ['9', '9'], ['10', '10 up to 20'], ['20', '20 up to 50'], ['50', '50 up to 100'], ['100', '100 up to 200']]);
  expect(of({min: 0, max: 1})).toEqual([['0', '0 up to 1'], ['1', '1 up to 2']]);
  expect(of({min: -15, max: 0}).map(([value]) => value)).toEqual(['-20', '-10', '-9', '-8', '-7', '-6', '-5', '-4', '-3', '-2', '-1', '0']);
  const open = of({}).map(([value]) => value);
  expect(open.slice(0, 12)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '20']);
  expect(open).toContain('1000000000');
  expect(open).toContain('-20');
  expect(new Set(open).size).toBe(open.length);
});

test('countries and languages are chosen by their names', () => {
  const land = new Map(countries());
  expect(land.get('SE')).toBe('Sweden');
  expect(land.has('DD')).toBe(false); // Germany goes by another code today
  expect(land.has('EU')).toBe(false);
  expect(land.has('ZZ')).toBe(false);
  expect(land.size).toBeGreaterThan(240);
  expect(new Set(land.values()).size).toBe(land.size);
  const tongue = new Map(languages());
  expect([tongue.get('sv'), tongue.get('sl'), tongue.has('iw')]).toEqual(['Swedish', 'Slovenian', false]);
  expect(including(languages(), 'en-GB', languageOf)[0]).toEqual(['en-GB', 'British English']);
  expect(including(countries(), 'SE', countryOf)).toBe(countries());
});

test('texts of one spelling stand together', () => {
  const text = (of: string, count: number, spelling: string): Text => ({text: of, count, spelling});
  const all = spellings([text('TikTok', 3, 'tiktok'), text('TikTik', 1, 'tiktik'), text('TIKTOK!', 1, 'tiktok')]);
  expect(all.map(({key, count}) => [key, count])).toEqual([['tiktok', 4], ['tiktik', 1]]);
  expect(spelled(all[0]!.texts)).toBe('“TikTok” and “TIKTOK!”');
});
