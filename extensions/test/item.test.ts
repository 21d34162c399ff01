// What the server words for her, as our forms draw it.

import { expect, test } from 'vitest';

import { backTo, draftOf, questionOf, say } from '../shared/item.ts';
import type { Answer, Item } from '../shared/preferences.ts';
import { EMPTY } from '../shared/questions/question.ts';
import type { Answer as Given } from '../shared/submission.ts';

const answered = (value: Given): Answer => ({ value, words: [], since: '', freshness: 'fresh', written: [], withheld: [] });
const item = (type: string, value?: Given, more: Partial<Item> = {}): Item => ({
  key: 'one', type, prompt: 'One?', asked: true, purpose: { key: 'service' }, ...(value !== undefined && { answer: answered(value) }), ...more,
});

test('words that are in her language are said as they are', () => {
  const { prompt, unit, options, other } = questionOf(item('size', undefined, { unit: 'cm', options: [{ key: 'a', label: 'A', hint: 'small' }], other: 'Else' }));
  expect([say(prompt), say(unit), say(options?.[0]?.label), say(options?.[0]?.hint), say(other?.label)]).toEqual(['One?', 'cm', 'A', 'small', 'Else']);
  expect(questionOf(item('text')).other).toBeUndefined();
});

test.each<[string, Given | undefined, { chosen: string[]; text: string }]>([
  ['text', undefined, EMPTY],
  ['text', 'socks', { chosen: [], text: 'socks' }],
  ['number', 4, { chosen: [], text: '4' }],
  ['birthday', '--02-29', { chosen: ['29', '02'], text: '' }],
  ['yes_no', false, { chosen: ['false'], text: '' }],
  ['single_choice', { other: 'a hat' }, { chosen: ['other'], text: 'a hat' }],
  ['multiple_choice', ['a', { other: 'a hat' }], { chosen: ['a', 'other'], text: 'a hat' }],
  ['delivery_slot', { part: 'morning', place: 'door' }, { chosen: ['morning', 'door'], text: '' }],
])('a %s of %o stands in the form as she gave it', (type, value, draft) => {
  const drawn = draftOf(item(type, value));
  expect({ ...drawn, chosen: drawn.chosen.map((key) => (key.includes('other') ? 'other' : key)) }).toEqual(draft);
});

test('what is set back is what she said, or that she said nothing', () => {
  expect(backTo([item('text', 'socks'), item('text', undefined, { key: 'two' })])).toEqual({ set: { one: 'socks' }, clear: ['two'] });
});
