import {expect, test} from 'vitest';
import {free, moved, newOption, newQuestion, slug, starter, tidy} from '../src/editor/document';

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
