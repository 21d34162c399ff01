// How much both languages decide alike: the fixtures of rules, of ways through a
// document and of answers. The other half counts them in app/house.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { outcome, walk, type Weighing } from '../shared/branch.ts';
import { typeOf } from '../shared/questions/index.ts';
import type { Facts } from '../shared/rule.ts';
import { fixtures } from './fixtures.ts';

const app = join(import.meta.dirname, '../../app');
const read = (folder: string) =>
  readdirSync(join(app, folder)).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(app, folder, file), 'utf8')) as unknown);

test('there are three hundred fixtures of every kind', () => {
  const rules = (read('rule/testdata') as unknown[][]).flat().length;
  const walks = (read('branch/testdata/walks') as { cases: unknown[] }[]).flatMap(({ cases }) => cases).length;
  const answers = [...fixtures.values()].flat().flatMap(({ cases }) => cases).length;
  expect(rules).toBeGreaterThanOrEqual(230);
  expect(walks).toBeGreaterThanOrEqual(100);
  expect(answers).toBeGreaterThanOrEqual(250);
  expect(rules + walks + answers).toBeGreaterThanOrEqual(300);
});

const speaker = { say: () => '', translate: (key: string) => key };
const TYPED = ['text', 'email', 'phone', 'date'];

describe.each([...fixtures.keys()])('what is no answer to %s', (name) => {
  const type = typeOf(name)!;
  const bad = fixtures.get(name)!.flatMap(({ file, question, cases }) =>
    cases.filter(({ error }) => error).map((one) => ({ ...one, title: `${file}: ${one.name}`, question: { ...question, key: 'asked' } })));

  test('has five fixtures at least', () => expect(bad.length).toBeGreaterThanOrEqual(5));

  test.each(bad)('$title is not thrown over where it is stored', ({ question, answer }) => {
    const stored = typeof answer === 'string' ? answer : JSON.stringify(answer);
    expect(Array.isArray(type.words(question, stored, speaker))).toBe(true);
  });

  test.each(bad)('$title leads somewhere all the same', ({ question, answer }) => {
    const facts = { 'answers.asked': answer } as Facts;
    const questions = [{ ...question, next: [{ if: { '==': [{ var: 'answers.asked' }, 'x'] }, to: 'end' }] }, { key: 'then', type: 'text' }] as Weighing[];
    const way = walk(questions, facts);
    expect(way.length).toBeGreaterThan(0);
    expect(() => outcome(way, [{ key: 'only' }], facts)).not.toThrow();
  });

  const written = TYPED.includes(name) ? bad.filter(({ answer }) => typeof answer === 'string') : [];
  test.runIf(written.length > 0).each(written)('$title is posted as it was typed, for the server to refuse', ({ question, answer }) => {
    const posted = type.answer({ chosen: [], text: answer as string }, question);
    expect([undefined, (answer as string).trim()]).toContain(posted as string | undefined);
  });
});
