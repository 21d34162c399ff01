import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {languages as offered} from '../src/editor/document';
import {doubts, type Fault} from '../src/editor/wording';
import type {Question, QuestionType} from '../src/types';
import {da} from './wording/da';
import {en} from './wording/en';
import {es} from './wording/es';
import {pl} from './wording/pl';
import {sl} from './wording/sl';
import {sv} from './wording/sv';

const sentences: Record<string, Record<Fault | 'fine', string[]>> = {en, sv, da, pl, sl, es};

const faults = (language: string, question: Partial<Question>): Fault[] =>
  doubts({languages: [language], questions: [{key: 'a', type: 'text', prompt: {}, ...question}]}).map(({fault}) => fault);
const found = (language: string, words: string, type: QuestionType = 'text') => faults(language, {type, prompt: {[language]: words}});

test.each(Object.entries(sentences))('doubtful wording is found, and good wording is let be: %s', (language, {fine, ...doubtful}) => {
  const wrong = [
    ...Object.entries(doubtful).flatMap(([fault, all]) => all.filter((words) => !found(language, words).includes(fault as Fault)).map((words) => `not ${fault}: ${words}`)),
    ...fine.filter((words) => found(language, words).length > 0).map((words) => `${found(language, words)}: ${words}`),
  ];
  expect(wrong).toEqual([]);
});

test('a double question is told as nothing else', () => {
  for (const [language, {double}] of Object.entries(sentences)) for (const words of double) expect(found(language, words), words).toEqual(['double']);
});

test('there are words for every language a survey can be written in', () => expect(Object.keys(sentences).sort()).toEqual(offered.map(({tag}) => tag).sort()));

test('a region’s wording is its language’s', () => expect(found('en-GB', 'Coffee and/or tea?')).toEqual(['double']));

test('nothing is said of a language nobody knows here', () => expect(found('fi', 'Kahvi ja/tai tee? Vai vesi?')).toEqual([]));

test('one of two things is asked for where the options name them', () => {
  const option = (key: string, words: string) => ({key, label: {en: words}});
  const question = {prompt: {en: 'Do you like the taste or the smell?'}, type: 'single_choice' as const};
  expect(faults('en', {...question, options: [option('a', 'Yes'), option('b', 'No')]})).toEqual(['double']);
  expect(faults('en', {...question, options: [option('a', 'The taste'), option('b', 'The smell')]})).toEqual([]);
});

test('what is sensitive is found in options, and let be where it is marked', () => {
  const question = {type: 'single_choice' as const, prompt: {sv: 'Vad stämmer?'}, options: [{key: 'b', label: {sv: 'Jag är gravid'}}]};
  expect(faults('sv', question)).toEqual(['private']);
  expect(faults('sv', {...question, sensitive: true})).toEqual([]);
});

test('a consent says what is agreed to', () => expect(found('en', 'Do you agree that we keep what you say of your allergies?', 'consent')).toEqual([]));

// What Askwell itself offers is worded well.
test('the templates are let be', () => {
  const folder = '../app/template/packs/';
  const prompts = readdirSync(folder).flatMap((name) => [...readFileSync(folder + name, 'utf8').matchAll(/type: (\w+)\n(?: +.*\n)*? +prompt:\n((?: +\w\w: .*\n)+)/g)]
    .flatMap(([, type, texts]) => [...texts!.matchAll(/(\w\w): ["']?(.*?)["']?\n/g)].map(([, tag, words]) => ({name, type: type as QuestionType, tag: tag!, words: words!}))));
  expect(prompts.length).toBeGreaterThan(300);
  expect(prompts.filter(({type, tag, words}) => found(tag, words, type).length > 0).map(({name, tag, words, type}) => `${name}: ${found(tag, words, type)}: ${words}`)).toEqual([]);
});
