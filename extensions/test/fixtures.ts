// The fixtures of app/question: definitions, and what becomes of answers to them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Answer } from '../shared/submission.ts';
import type { Question } from '../shared/survey.ts';

export interface Case {
  name: string;
  answer: unknown;
  value?: Answer | null;
  error?: string;
  /** The fields of a form without scripts that mean the answer. */
  form?: string[];
  /** Fields that the page's own controls never post. */
  forged?: boolean;
  /** What is written in beside them. */
  other?: string;
}

export interface Fixture {
  file: string;
  question: Question;
  problems: unknown[];
  cases: Case[];
}

export const folder = join(import.meta.dirname, '../../app/question/testdata');

const read = (type: string, file: string) => ({ file, ...(JSON.parse(readFileSync(join(folder, type, file), 'utf8')) as Omit<Fixture, 'file'>) });

/** Every fixture by the type it is of. */
export const fixtures = new Map<string, Fixture[]>(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'fuzz')
    .map(({ name }) => [name, readdirSync(join(folder, name)).map((file) => read(name, file))]),
);
