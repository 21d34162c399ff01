// The fixtures that define every kind of question, read from this side too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { arranged } from '../shared/order.ts';
import { suggestions } from '../shared/questions/choices.tsx';
import { typeOf } from '../shared/questions/index.ts';
import { type Draft, EMPTY } from '../shared/questions/question.ts';
import { type Answer, type Choice, OTHER, type Slot } from '../shared/submission.ts';
import type { Question, Text } from '../shared/survey.ts';
import { fixtures, folder } from './fixtures.ts';

/** What a shopper does to give an answer. */
function draftOf(type: string, value: Answer): Draft {
  if (['text', 'number', 'email', 'phone', 'date'].includes(type)) return { chosen: [], text: String(value) };
  if (type === 'birthday') return { chosen: (value as string).slice(2).split('-').reverse(), text: '' };
  if (type === 'delivery_slot') return { chosen: [(value as Slot).part ?? '', (value as Slot).place ?? ''], text: '' };
  if (typeof value === 'number' || typeof value === 'boolean') return { chosen: [String(value)], text: '' };
  const items = (Array.isArray(value) ? value : [value]) as Choice[];
  const written = items.find((item) => typeof item !== 'string');
  return { chosen: items.map((item) => (typeof item === 'string' ? item : OTHER)), text: written?.other ?? '' };
}

const speaker = { say: (text?: Text) => text?.['en'] ?? '', translate: (key: string) => `our ${key}` };

/** What the metafield of an answer reads like. */
const stored: Record<string, [string, string[]]> = {
  single_choice: ['a', ['Apple']],
  multiple_choice: ['["a","pears"]', ['Apple', 'pears']],
  picture_choice: ['a', ['Apple']],
  this_or_that: ['a', ['Apple']],
  size: ['a', ['Apple']],
  yes_no: ['true', ['our yes']],
  consent: ['false', ['our no']],
  rating: ['4.0', ['4']],
  nps: ['10.0', ['10']],
  number: ['37.5', ['37.5 cm']],
  text: ['a', ['a']],
  email: ['ada@example.com', ['ada@example.com']],
  phone: ['+46701234567', ['+46701234567']],
  date: ['2026-11-22', ['2026-11-22']],
  birthday: ['--11-22', ['11-22']],
  ranking: ['["b","a"]', ['1. b', '2. Apple']],
  delivery_slot: ['{"part":"e","place":"a"}', ['Evening', 'Apple']],
};

describe.each([...fixtures.keys()])('%s', (name) => {
  const type = typeOf(name);

  test('can be drawn', () => expect(type?.name).toBe(name));

  for (const { file, question, cases } of fixtures.get(name)!) {
    const good = cases.filter(({ value }) => value != null);
    if (good.length === 0) continue;
    test.each(good)(`${file}: $name comes out as the canonical value`, ({ value }) => {
      expect(type?.answer(draftOf(name, value as Answer), question)).toEqual(value);
    });
  }

  test('an answer is read as its metafield holds it', () => {
    const options = [{ key: 'a', label: { en: 'Apple' } }];
    const question: Question = { key: 'q', type: name, prompt: {}, options, parts: [{ key: 'e', label: { en: 'Evening' } }], unit: { en: 'cm' } };
    const [value, words] = stored[name]!;
    expect(type?.words(question, value, speaker)).toEqual(words);
  });

  test('an untouched question has no answer', () => {
    const question: Question = { key: 'q', type: name, prompt: {} };
    expect(type?.answer(EMPTY, question)).toBeUndefined();
    expect(type?.answer({ chosen: [], text: ' ' }, question)).toBeUndefined();
  });
});

test('several pictures are read as a list', () => {
  const question: Question = { key: 'q', type: 'picture_choice', prompt: {}, most: 2, options: [{ key: 'a', label: { en: 'Apple' } }] };
  expect(typeOf('picture_choice')?.words(question, '["a","b"]', speaker)).toEqual(['Apple', 'b']);
});

test('yes and no may have the question’s own words', () => {
  const question: Question = { key: 'q', type: 'yes_no', prompt: {}, high: { en: 'Gladly' }, low: { en: 'Never' } };
  expect(typeOf('yes_no')?.words(question, 'true', speaker)).toEqual(['Gladly']);
  expect(typeOf('yes_no')?.words(question, 'false', speaker)).toEqual(['Never']);
});

test.each([
  ['3,5', 3.5],
  [' -3 ', -3],
  ['many', 'many'],
  ['0x10', '0x10'],
  ['Infinity', 'Infinity'],
  ['1e3', '1e3'],
])('the number typed as %s is posted as the server would read it', (text, answer) => {
  expect(typeOf('number')?.answer({ chosen: [], text }, { key: 'q', type: 'number', prompt: {} })).toBe(answer);
});

interface Order {
  name: string;
  question: Question;
  survey: string;
  version: number;
  visitor: string;
  order: string[];
}

test.each(JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8')) as Order[])('the order of options: $name', ({ question, order, ...visit }) => {
  expect(arranged(question, visit).map(({ key }) => key)).toEqual(order);
});

test('the names of a write-in are offered while it is written', () => {
  const names = [{ name: 'Hard Fork', aliases: ['NYT podcast'] }, { name: 'Soft Fork' }, { name: 'Sommar i P1' }, { name: 'Révolution' }];
  const question: Question = { key: 'q', type: 'single_choice', prompt: {}, other: { label: {}, names } };
  const offered = (written: string) => suggestions(question, written);
  expect(offered('f')).toEqual([]);
  expect(offered('fo')).toEqual(['Hard Fork', 'Soft Fork']);
  expect(offered('NYT')).toEqual(['Hard Fork']);
  expect(offered('revo')).toEqual(['Révolution']);
  expect(offered('Hard Fork')).toEqual([]);
});

test('a type this bundle does not know is left out', () => expect(typeOf('telepathy')).toBeUndefined());
