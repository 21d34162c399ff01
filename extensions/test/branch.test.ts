// The fixtures that define the way through a document, read from this side too.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { endOf, outcome, type Outcome, walk, type Weighing } from '../shared/branch.ts';
import type { Facts } from '../shared/rule.ts';

interface Fixture {
  document: { questions: Weighing[]; endings?: { key: string }[] };
  cases: { name: string; facts: Facts; done: string[]; path: string[]; open: string[]; ending?: string; outcome?: Outcome }[];
}

const folder = join(import.meta.dirname, '../../app/branch/testdata/walks');

describe.each(readdirSync(folder))('%s', (file) => {
  const { document, cases } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture;

  test.each(cases)('$name', ({ facts, done, path, open, ending, outcome: expected }) => {
    const way = walk(document.questions, facts);
    const keys = way.map(({ key }) => key);
    expect(keys).toEqual(path);
    expect(keys.filter((key) => !done.includes(key))).toEqual(open);
    expect(endOf(way, facts)).toBe(ending ?? '');
    expect(outcome(way, document.endings, facts)).toEqual(expected);
  });
});

test('a document this bundle cannot follow ends where it cannot', () => {
  const back = [{ key: 'aa', type: 'text', next: [{ to: 'aa' }] }, { key: 'bb', type: 'text' }];
  expect(walk(back, {}).map(({ key }) => key)).toEqual(['aa']);
});
