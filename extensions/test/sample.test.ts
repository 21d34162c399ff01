// Where people fall, as the server says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { bucket, sampled } from '../shared/sample.ts';

const fixtures = JSON.parse(readFileSync(join(import.meta.dirname, '../../app/stream/testdata/buckets.json'), 'utf8')) as {
  purpose: string;
  survey: string;
  person: string;
  bucket: number;
}[];

test.each(fixtures)('$person falls where the server says for the $purpose of $survey', ({ purpose, survey, person, bucket: expected }) => {
  expect(bucket(purpose, survey, person)).toBe(expected);
});

test('who cannot be known again is in no sample', () => {
  expect(sampled({ percent: 99 }, 'one', '')).toBe(false);
  expect(sampled({}, 'one', '')).toBe(true);
  expect(sampled({ percent: 100, holdout: 50 }, 'one', '')).toBe(true);
});

test('a sample and a holdout are cut where they say', () => {
  const place = bucket('sample', 'one', 'ada');
  expect(sampled({ percent: place }, 'one', 'ada')).toBe(place === 0);
  expect(sampled({ percent: place + 1 }, 'one', 'ada')).toBe(true);
  const held = bucket('holdout', 'one', 'ada');
  expect(sampled({ holdout: held }, 'one', 'ada')).toBe(true);
  expect(sampled({ holdout: held + 1 }, 'one', 'ada')).toBe(false);
});
