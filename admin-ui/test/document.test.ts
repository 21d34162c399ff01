import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {free, moved, newOption, newQuestion, slug, starter, tidy} from '../src/editor/document';
import {type Part, takes, types} from '../src/editor/shapes';

test('a key is made of any words', () => {
  expect(slug('A Podcast!')).toBe('a_podcast');
  expect(slug('Überraschung & más')).toBe('uberraschung_mas');
  expect(slug('日本')).toBe('');
});

test('a key that is taken, or the write-in’s, gets a number', () => {
  expect(free('friend', [])).toBe('friend');
  expect(free('friend', ['friend', 'friend_2'])).toBe('friend_3');
  expect(free('other', [])).toBe('other_2');
});

test('options move within the list', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

test('new questions and options can be saved at once', () => {
  const document = {...starter(), languages: ['en', 'sv']};
  const question = newQuestion(document);
  expect(question.key).toBe('question');
  expect(question.options?.map((one) => one.key)).toEqual(['option_1', 'option_2']);
  expect(Object.keys(question.prompt)).toEqual(['en', 'sv']);
  expect(newOption(document, ['new'], 'New').key).toBe('new_2');
});

test('what is sent has no empty text and no text in a language that left', () => {
  const document = starter();
  document.questions[0] = {...document.questions[0]!, prompt: {en: 'Why?', sv: 'Varför?'}, why: {en: ' '}};
  const sent = tidy(document);
  expect(sent.questions[0]?.prompt).toEqual({en: 'Why?'});
  expect(sent.questions[0]).not.toHaveProperty('why');
  expect(tidy({...document, thanks: {en: ''}})).not.toHaveProperty('thanks');
});

test('a text question is sent without options', () => {
  const document = starter();
  document.questions[0] = {...document.questions[0]!, type: 'text'};
  const [question] = tidy(document).questions;
  expect(question).not.toHaveProperty('options');
  expect(question).not.toHaveProperty('other');
});

test('a question is sent with what its type takes and nothing else', () => {
  const everything = {
    ...starter().questions[0]!, parts: [{key: 'evening', label: {en: 'Evening'}}], shuffle: true, least: 1, most: 2, min: 1, max: 5, step: 1,
    unit: {en: 'cm'}, low: {en: 'No'}, high: {en: 'Yes'}, max_length: 20, required: true,
  };
  for (const type of types) {
    const [sent] = tidy({...starter(), questions: [{...everything, type}]}).questions;
    const wanted = ['options', 'other', 'shuffle', 'parts', 'least', 'most', 'min', 'max', 'step', 'unit', 'low', 'high', 'max_length'] as const;
    for (const part of wanted) expect(part in sent!, `${type} ${part}`).toBe(takes(type, part));
    expect('required' in sent!, type).toBe(type !== 'consent');
  }
});

// What the server refuses of each type is in its fixtures.
test('the types and what they take are the server’s', () => {
  const folder = join(import.meta.dirname, '../../app/question/testdata');
  const folders = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory()).map(({name}) => name);
  expect([...types].sort()).toEqual(folders.filter((name) => name !== 'fuzz').sort());
  for (const type of types) {
    for (const file of readdirSync(join(folder, type))) {
      const {problems} = JSON.parse(readFileSync(join(folder, type, file), 'utf8')) as {problems: {field: string; code: string}[]};
      for (const {field, code} of problems) if (code === 'not_allowed' && field !== 'required') expect(takes(type, field as Part), `${file} ${field}`).toBe(false);
    }
  }
});

test('an option keeps what the editor does not show', () => {
  const document = starter();
  document.questions[0]!.options![0] = {key: 'podcast', label: {en: 'A podcast'}, hint: {en: 'Any', sv: 'Alla'}, image: ''};
  document.questions[0]!.other!.names = [{name: 'Hard Fork '}, {name: ' '}, {name: '', aliases: ['hf']}];
  const [sent] = tidy(document).questions;
  expect(sent!.options![0]).toEqual({key: 'podcast', label: {en: 'A podcast'}, hint: {en: 'Any'}});
  expect(sent!.other!.names).toEqual([{name: 'Hard Fork'}, {name: '', aliases: ['hf']}]);
});
