import {expect, test} from 'vitest';
import {newQuestion, starter} from '../src/editor/document';
import {askedAtMost, ceiling} from '../src/editor/length';
import type {Question} from '../src/types';

const many = (n: number, part: Partial<Question> = {}): Question[] => Array.from({length: n}, (_, at) => ({...newQuestion(starter()), key: `q${at}`, ...part}));

test('it is said at the ceiling and not below it', () => {
  expect(ceiling({questions: many(19)}, 0)).toBeUndefined();
  expect(ceiling({questions: many(20)}, 0)).toBe('asked');
  expect(ceiling({questions: many(50)}, 0)).toBe('full');
});

test('what shoppers start themselves may be long', () => {
  const endings = [{key: 'calm', title: {en: 'Calm'}}];
  expect(ceiling({questions: many(30), endings}, 0)).toBeUndefined();
  expect(ceiling({questions: many(50), endings}, 0)).toBe('full');
});

test('of questions that hang on answers it is what the server counts', () => {
  const questions = many(30, {if: {'==': [{var: 'answers.a'}, 1]}});
  expect(askedAtMost({questions}, 12)).toBe(12);
  expect(ceiling({questions}, 12)).toBeUndefined();
  expect(ceiling({questions}, 20)).toBe('asked');
  expect(askedAtMost({questions: many(3)}, 0)).toBe(3);
});
