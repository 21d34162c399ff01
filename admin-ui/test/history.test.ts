import {expect, test} from 'vitest';
import {starter} from '../src/editor/document';
import {begun, edited, mostKept, redone, stored, undone} from '../src/editor/history';
import type {SurveyDocument} from '../src/types';

const first = {...starter(), title: 'first'};
const titled = (title: string): SurveyDocument => ({...first, title});

test('an edit is undone and done again', () => {
  const history = edited(begun(first), titled('second'), 0);
  expect(undone(history).document).toEqual(first);
  expect(redone(undone(history)).document.title).toBe('second');
  expect(undone(begun(first)).document).toBe(first);
  expect(redone(history)).toBe(history);
});

test('what is typed without a pause is one edit', () => {
  let history = begun(first);
  for (const [at, title] of ['n', 'ne', 'new'].entries()) history = edited(history, titled(title), at * 200);
  expect(history.past).toHaveLength(1);
  expect(undone(history).document).toEqual(first);
  history = edited(history, titled('newer'), 5000);
  expect(undone(history).document.title).toBe('new');
});

test('two places are two edits, however fast', () => {
  const moved = edited(edited(begun(first), titled('a'), 0), {...titled('a'), handle: 'b'}, 10);
  expect(moved.past).toHaveLength(2);
});

test('what changes nothing is no edit', () => {
  const history = begun(first);
  expect(edited(history, structuredClone(first), 0)).toBe(history);
});

test('after an edit nothing is left to be done again', () => {
  const history = edited(undone(edited(begun(first), titled('a'), 0)), titled('b'), 0);
  expect(history.future).toEqual([]);
});

test('what is saved can still be undone', () => {
  const history = stored(edited(begun(first), titled('a'), 0), titled('a'));
  expect(undone(history).document).toEqual(first);
});

test('so many edits are kept and no more', () => {
  let history = begun(first);
  for (let n = 0; n < 3 * mostKept; n++) history = edited(history, titled(`${n}`), n * 10_000);
  expect(history.past).toHaveLength(mostKept);
});
