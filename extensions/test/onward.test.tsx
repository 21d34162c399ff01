// How the thank-you page goes on after a survey, and what stays of it.

import { afterEach, beforeEach, expect, test } from 'vitest';

import { asks, Block, click, option, question, survey } from './block.ts';
import { banner, choose, element, settle, submit, texts } from './form.ts';

let block: Block;

beforeEach(async () => {
  block = new Block();
  await block.server.start();
});

afterEach(async () => {
  block.close();
  await block.server.stop();
});

const first = survey('first', [question('a')], { priority: 2 });
const second = survey('second', [question('b'), question('c'), question('d')], { priority: 1 });

async function answer(key: string) {
  await choose(key, 'a');
  await submit();
}

test('after one survey it goes on with the next, as far as her time goes', async () => {
  await block.open([first, second, survey('third', [question('e')])]);
  await asks('a?');
  expect(texts('s-text')).not.toContain('one_more');
  await answer('a');
  await asks('b?', 'c?');
  expect(texts('s-banner')).toEqual(['Thanks for first!']);
  expect(texts('s-text')).toContain('one_more');
  await answer('b');
  await banner('Thanks for second!');
  await settle();
  expect(texts('s-form')).toEqual([]);
  expect(texts('s-banner')).toHaveLength(1);
  expect(block.server.received.map(({ body }) => [body.survey, body.complete])).toEqual([['first', true], ['second', false]]);
});

test('a page that is opened again goes on where it stood, and no further', async () => {
  await block.open([first, second]);
  await asks('a?');
  await answer('a');
  await asks('b?', 'c?');
  await block.open([first, second]);
  await asks('b?', 'c?');
  expect(texts('s-banner')).toEqual(['Thanks for first!']);
});

test('the seconds count as well', async () => {
  await block.open([survey('slow', [question('a', { seconds: 40 })], { priority: 1 }), survey('long', [question('b', { seconds: 10 })]), survey('short', [question('c')])]);
  await asks('a?');
  await answer('a');
  await asks('c?');
});

test('who has had enough is thanked all the same', async () => {
  await block.open([first, second]);
  await asks('a?');
  await answer('a');
  await asks('b?', 'c?');
  await click('not_now');
  expect(texts('s-banner')).toEqual(['Thanks for first!', 'put_off']);
});

test('no quiz follows that nobody asked for', async () => {
  await block.open([first, survey('quiz', [question('b')], { invited: true, endings: [{ key: 'x', title: { en: 'X' } }] })]);
  await asks('a?');
  await answer('a');
  await banner('Thanks for first!');
  await settle();
  expect(texts('s-form')).toEqual([]);
});

test('after a quiz, which costs nothing of her time, the others may ask', async () => {
  const quiz = survey('quiz', ['a', 'b', 'c', 'd'].map((key) => question(key, { options: [option('a', { x: 1 })] })), {
    invited: true, priority: 3, endings: [{ key: 'x', title: { en: 'X' } }],
  });
  await block.open([quiz, survey('then', [question('e')])]);
  await asks('a?', 'b?', 'c?', 'd?');
  await answer('a');
  await asks('X', 'e?');
});

test('the code she has earned stays while more is asked, and can be copied', async () => {
  block.server.answer = ({ body }) => ({ status: 201, body: { id: body.id, ...(body.survey === 'first' && { reward: { code: 'TENTH-1' } }) } });
  await block.open([{ ...first, reward: { handle: 'tenth', kind: 'percentage', value: '10' } }, second]);
  await asks('a?');
  await answer('a');
  await asks('b?', 'c?');
  expect(texts('s-text')).toContain('TENTH-1');
  const copy = () => texts('s-button')[0];
  expect(copy()).toBe('copy');
  const item = element('s-clipboard-item');
  expect(element('s-button').getAttribute('commandfor') ?? (element('s-button') as unknown as { commandFor: string }).commandFor).toBe(item.id);
  item.dispatchEvent(new Event('CopyError')); // so Preact listens to elements that do not tell their events
  await settle();
  expect([copy(), texts('s-text').includes('copy_failed')]).toEqual(['copy', true]);
  item.dispatchEvent(new Event('copy'));
  await settle();
  expect([copy(), texts('s-text').includes('copy_failed')]).toEqual(['copied', false]);
  await answer('b');
  await banner('Thanks for second!');
  expect(texts('s-text')).toContain('TENTH-1');
});
