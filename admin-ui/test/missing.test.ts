import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {starter, tidy} from '../src/editor/document';
import {type Gap, missing} from '../src/editor/missing';
import type {SurveyDocument} from '../src/types';

interface Fixture {
  name: string;
  document: SurveyDocument;
  missing: Record<string, Gap[]>;
}

const file = join(import.meta.dirname, '../../app/question/testdata/missing.json');

test.each(JSON.parse(readFileSync(file, 'utf8')) as Fixture[])('$name', ({document, missing: expected}) => {
  expect(missing(document)).toEqual(expected);
});

test('a new survey lacks nothing', () => expect(missing(tidy(starter()))).toEqual({}));

test('a language that was just chosen lacks every text there is', () => {
  const paths = missing(tidy({...starter(), languages: ['en', 'sv']}))['sv']!.map(({path}) => path);
  expect(paths).toContain('questions.0.prompt');
  expect(paths).toContain('questions.0.use');
  expect(paths).toContain('questions.0.options.3.label');
  expect(paths).toContain('thanks');
});
