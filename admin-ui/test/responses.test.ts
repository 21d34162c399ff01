import {expect, test} from 'vitest';
import {asked, read, said, same, without, written, type Asked} from '../src/responses/filter';
import type {SurveySummary} from '../src/types';

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
