// The fixtures that define every kind of question, read from this side too.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { typeOf } from '../shared/questions/index.ts';
import type { Draft } from '../shared/questions/question.ts';
import { type Answer, type Choice, OTHER } from '../shared/submission.ts';
import type { Question, Text } from '../shared/survey.ts';

interface Fixture {
  question: Question;
  cases: { name: string; answer: unknown; value?: Answer | null }[];
}

const folder = join(import.meta.dirname, '../../app/question/testdata');

/** What a shopper does to give an answer. */
function draftOf(type: string, value: Answer): Draft {
  if (type === 'text') return { chosen: [], text: value as string };
  const items: Choice[] = Array.isArray(value) ? value : [value];
  const written = items.find((item) => typeof item !== 'string');
  return { chosen: items.map((item) => (typeof item === 'string' ? item : OTHER)), text: written?.other ?? '' };
}

describe.each(readdirSync(folder))('%s', (name) => {
  const type = typeOf(name);

  test('can be drawn', () => expect(type?.name).toBe(name));

  for (const file of readdirSync(join(folder, name))) {
    const { cases } = JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as Fixture;
    test.each(cases.filter(({ value }) => value != null))(`${file}: $name comes out as the canonical value`, ({ value }) => {
      expect(type?.answer(draftOf(name, value as Answer))).toEqual(value);
    });
  }

  const question = { key: 'q', type: name, prompt: {}, options: [{ key: 'a', label: { en: 'Apple' } }] };
  const say = (text?: Text) => text?.['en'] ?? '';

  test('an answer is read as its metafield holds it', () => {
    const stored = { multiple_choice: '["a","pears"]' }[name] ?? 'a';
    const expected = { multiple_choice: ['Apple', 'pears'], text: ['a'] }[name] ?? ['Apple'];
    expect(type?.words(question, stored, say)).toEqual(expected);
  });

  test('an untouched question has no answer', () => expect(type?.answer({ chosen: [], text: ' ' })).toBeUndefined());
});

test('a type this bundle does not know is left out', () => expect(typeOf('ranking')).toBeUndefined());
