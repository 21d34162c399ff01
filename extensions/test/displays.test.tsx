// What is told of displays: that a sheet was seen, and that somebody began.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { asks, Block, hurry, nothing, question, survey } from './block.ts';
import { banner, choose, settle, submit } from './form.ts';

let block: Block;
let calm = () => undefined as void;

beforeEach(async () => {
  block = new Block();
  await block.server.start();
});

afterEach(async () => {
  calm();
  block.close();
  await block.server.stop();
});

const two = survey('two', [question('a'), question('b', { if: { '==': [{ var: 'answers.a' }, 'b'] } })]);

test('a sheet is told once when it is drawn, and once when somebody begins', async () => {
  await block.open([two]);
  await asks('a?');
  await vi.waitFor(() => expect(block.server.displays).toHaveLength(1));
  const seen = {
    survey: 'two', version: 1, surface: 'thank-you', order: 'gid://shopify/OrderIdentity/5501', visitor: block.storage.get('visitor'), questions: ['a'],
  };
  expect(block.server.displays).toEqual([{ ...seen, event: 'shown' }]);
  await choose('a', 'a');
  await choose('a', 'b');
  await choose('b', 'a');
  await vi.waitFor(() => expect(block.server.displays).toHaveLength(2));
  await settle();
  expect(block.server.displays).toEqual([{ ...seen, event: 'shown' }, { ...seen, event: 'started' }]);
});

test('so is each survey that follows', async () => {
  await block.open([survey('one', [question('a')], { priority: 1 }), survey('then', [question('b')])]);
  await asks('a?');
  await choose('a', 'a');
  await submit();
  await asks('b?');
  await vi.waitFor(() => expect(block.server.displays.map(({ survey, event }) => `${survey} ${event}`)).toEqual(['one shown', 'one started', 'then shown']));
});

test('what nobody sees is not told, nor what a merchant arranges', async () => {
  block.storage.set('known/guest', { answers: {}, closed: { a: 0, b: 0 } });
  await block.open([two]);
  await nothing();
  block.storage.clear();
  await block.open([two], { editing: true });
  await asks('a?');
  await choose('a', 'a');
  await settle();
  expect(block.server.displays).toEqual([]);
});

test('a server that does not count is told once more, and keeps nobody from answering', async () => {
  calm = hurry();
  block.server.counts = 503;
  await block.open([two]);
  await asks('a?');
  await choose('a', 'a');
  await submit();
  await banner('Thanks for two!');
  const of = (event: string) => block.server.displays.filter((one) => one.event === event);
  await vi.waitFor(() => expect([of('shown').length, of('started').length]).toEqual([2, 2]), { timeout: 10_000 });
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  expect(block.server.displays).toHaveLength(4);
  expect(block.server.received).toHaveLength(1);
});
