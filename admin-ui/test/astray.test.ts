import {expect, test} from 'vitest';
import {earlies, mended, strays} from '../src/editor/astray';
import {moved, starter, without} from '../src/editor/document';
import type {Branch, Question, SurveyDocument} from '../src/types';

const asked = (key: string, ...to: string[]): Question => ({key, type: 'text', prompt: {en: key}, ...(to.length > 0 && {next: to.map((one): Branch => ({to: one}))})});
const document: SurveyDocument = {...starter(), endings: [{key: 'calm', title: {en: 'Calm'}}], questions: [asked('a', 'c', 'end:calm'), asked('b', 'end'), asked('c')]};

test('branches that lead further down are none of it', () => expect(strays(document)).toEqual([]));

test('a question that is moved above leaves branches that lead back', () =>
  expect(strays({...document, questions: moved(document.questions, 0, 2)})).toEqual([{at: 2, n: 0, to: 'c', why: 'back'}]));

test('what is removed leaves branches that lead nowhere', () => {
  expect(strays({...document, questions: without(document.questions, 2)})).toEqual([{at: 0, n: 0, to: 'c', why: 'gone'}]);
  expect(strays({...document, endings: []})).toEqual([{at: 0, n: 1, to: 'end:calm', why: 'no_ending'}]);
  expect(strays({questions: [asked('a', 'a')]})).toEqual([{at: 0, n: 0, to: 'a', why: 'back'}]);
});

test('each is taken out by itself, and nothing with it', () => {
  const wrong = {...document, questions: [asked('a'), asked('b', 'a', 'c', 'gone'), asked('c')]};
  const once = mended(wrong, strays(wrong)[0]!);
  expect(strays(once)).toEqual([{at: 1, n: 1, to: 'gone', why: 'gone'}]);
  expect(once.questions[1]!.next).toEqual([{to: 'c'}, {to: 'gone'}]);
  const only = {...document, questions: [asked('a', 'gone')]};
  expect(mended(only, {at: 0, n: 0}).questions[0]).not.toHaveProperty('next');
  expect(mended(document, {at: 7, n: 0})).toEqual(document);
});

test('a condition that looks ahead is found, however deep, and one that looks back is let be', () => {
  const says = (key: string) => ({'==': [{var: `answers.${key}`}, 'x']});
  const questions = [asked('a'), {...asked('b'), if: {and: [says('a'), {'!': says('c')}, {some: [{var: ['answers.c.other', '']}, says('elsewhere')]}]}}, {...asked('c'), next: [{if: says('c'), to: 'end'}]}];
  expect(earlies({questions})).toEqual([{at: 1, path: 'questions.1.if', of: 2}]);
  expect(earlies({questions: moved(questions, 0, 2)}).map(({at, of}) => [at, of])).toEqual([[0, 2], [0, 1]]);
  expect(earlies({questions: [{...asked('a'), if: says('a')}]})).toEqual([{at: 0, path: 'questions.0.if', of: 0}]);
});
