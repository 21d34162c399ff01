// What becomes of answers while the line is broken: none is lost, none is doubled.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { asks, Block, click, hurry, nothing, question, realFetch, survey } from './block.ts';
import { banner, choose, settle, submit, texts } from './form.ts';
import { CUT, type Received, refusal } from './server.ts';

const DAY = 86_400_000;
let block: Block;
let calm = () => undefined as void;
/** The answers that the server has, by id. */
let taken: Map<string, Received>;

beforeEach(async () => {
  block = new Block();
  taken = new Map();
  await block.server.start();
});

afterEach(async () => {
  calm();
  block.close();
  await block.server.stop();
});

const one = survey('one', [question('a')]);

/** Takes an answer, as the app does: a repeated id is the same answer. */
const take = (received: Received) => void taken.set(received.body.id, received);
const cutBefore = () => CUT;
const cutAfter = (received: Received) => (take(received), CUT);

const waiting = () => (block.storage.get('queue') as { submission: { id: string } }[] | undefined) ?? [];

/** What was left in the queue, of so many orders, so many days ago. */
const left = (count: number, { customer = '', days = 0, from = 0 } = {}) =>
  Array.from({ length: count }, (_, at) => ({
    submission: { id: `id-${from + at}`, survey: 'gone', order: `gid://shopify/OrderIdentity/${1000 + from + at}`, version: 1, shown: [], answers: { a: 'b' } },
    customer,
    at: Date.now() - days * DAY,
  }));

async function answer() {
  await asks('a?');
  await choose('a', 'b');
  await submit();
}

test.each([
  ['before the server has it', cutBefore],
  ['after the server has it', cutAfter],
])('a line that breaks %s costs nothing: it is told to be kept, and sent by itself', async (_, cut) => {
  calm = hurry();
  block.server.answer = cut;
  await block.open([one]);
  await answer();
  await banner('waiting');
  expect(texts('s-form')).toEqual([]);
  expect(waiting()).toHaveLength(1);
  block.server.answer = take;
  await banner('Thanks for one!');
  expect(taken.size).toBe(1);
  expect(new Set(block.server.received.map(({ body }) => body.id)).size).toBe(1);
  await vi.waitFor(() => expect(waiting()).toEqual([]));
});

test.each([
  ['before the server has it', false],
  ['after the server has it', true],
])('a page that is closed while an answer is on its way, %s, sends it when one is opened again', async (_, had) => {
  let release: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  block.server.answer = (received) => (had ? cutAfter(received) : CUT);
  await block.open([one]);
  block.extension.fetch = async (...request) => {
    const [answer] = await Promise.allSettled([realFetch(...request)]);
    await held;
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };
  await answer();
  block.close();
  expect(waiting()).toHaveLength(1);
  release!();
  await settle();

  block.server.answer = take;
  await block.open([one]);
  await banner('Thanks for one!');
  expect(taken.size).toBe(1);
  expect(new Set(block.server.received.map(({ body }) => body.id)).size).toBe(1);
});

test('what waits is sent from the page of another order, and not asked there meanwhile', async () => {
  block.server.answer = cutBefore;
  calm = hurry();
  await block.open([one]);
  await answer();
  await banner('waiting');
  calm();
  block.close();

  block.server.answer = take;
  await block.open([one], { order: '5502' });
  await vi.waitFor(() => expect([...taken.values()].map(({ body }) => body.order)).toEqual(['gid://shopify/OrderIdentity/5501']));
  await nothing();
  expect(waiting()).toEqual([]);
});

test('she can have it sent at once', async () => {
  calm = hurry();
  block.server.answer = cutBefore;
  await block.open([one]);
  await answer();
  await banner('waiting');
  calm();
  block.server.answer = take;
  await click('retry');
  await banner('Thanks for one!');
});

test('a thousand answers and a line that breaks in the middle are a thousand answers', async () => {
  calm = hurry();
  block.storage.set('queue', left(1000));
  const breaks: Record<number, (received: Received) => typeof CUT> = { 100: cutBefore, 250: cutAfter, 500: cutBefore, 501: cutBefore, 502: cutAfter, 900: cutBefore };
  block.server.answer = (received) => breaks[block.server.received.length]?.(received) ?? take(received);
  await block.open([]);
  expect(document.body.innerHTML).toBe('');
  await block.open([one], { order: '5501' });
  await asks('a?'); // she is asked meanwhile
  await vi.waitFor(() => expect(waiting()).toEqual([]), { timeout: 50_000 });
  expect(taken.size).toBe(1000);
  expect([...taken.keys()].sort()).toEqual(left(1000).map(({ submission }) => submission.id).sort());
  expect(block.server.received.length).toBe(1000 + Object.keys(breaks).length);
}, 60_000);

test('the queue holds the newest thousand, and none for more than thirty days', async () => {
  block.storage.set('queue', [...left(1, { days: 31 }), ...left(1000, { from: 1, days: 29 })]);
  block.server.answer = ({ body }) => (body.survey === 'one' ? undefined : CUT);
  await block.open([one]);
  await answer();
  await banner('Thanks for one!');
  await vi.waitFor(() => expect(waiting().map(({ submission }) => submission.id)).toEqual(left(999, { from: 2 }).map(({ submission }) => submission.id)));
});

test('nobody sends what another said at this browser, but whoever comes to that order', async () => {
  block.storage.set('queue', [...left(1, { customer: '7' }), ...left(1, { from: 1 })]);
  block.server.answer = (received) => (received.method === 'POST' ? take(received) : { status: 200, body: { survey: 'one', version: 1, remaining: 0 } });
  await block.open([one], { customer: '8' });
  await vi.waitFor(() => expect(block.server.received.filter(({ method }) => method === 'GET')).toHaveLength(1));
  await settle();
  expect(taken.size).toBe(0);
  await block.open([one], { customer: '7' });
  await vi.waitFor(() => expect([...taken.keys()]).toEqual(['id-0']));
  await block.open([one], { order: '1001', customer: '9' });
  await vi.waitFor(() => expect([...taken.keys()]).toEqual(['id-0', 'id-1']));
});

test('what the server will not have is not sent for ever', async () => {
  block.storage.set('queue', left(2));
  block.server.answer = () => refusal('survey', 'unknown');
  await block.open([one]);
  await vi.waitFor(() => expect(waiting()).toEqual([]));
  expect(block.server.received).toHaveLength(2);
});
