// The fixtures that define the rule language, read from this side too.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { evaluate, type Facts, holds, type Rule } from '../shared/rule.ts';

interface Fixture {
  name: string;
  rule: Rule;
  facts: Facts;
  value?: unknown;
  error?: object;
}

const folder = join(import.meta.dirname, '../../app/rule/testdata');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe.each(files)('%s', (file) => {
  const fixtures = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture[];
  const decided = fixtures.filter(({ error }) => !error);
  const refused = fixtures.filter(({ error }) => error);

  test.runIf(decided.length > 0).each(decided)('$name', ({ rule, facts, value }) => {
    expect(evaluate(rule, facts)).toEqual(value);
    expect(holds(rule, facts)).toBe(Array.isArray(value) ? value.length > 0 : Boolean(value));
  });

  test.runIf(refused.length > 0).each(refused)('$name, which the server refuses, is not thrown over', ({ rule }) => {
    expect(typeof holds(rule, {})).toBe('boolean');
  });
});

test('no rule holds of everybody', () => {
  expect(holds(undefined, {})).toBe(true);
  expect(holds(null, {})).toBe(true);
});
