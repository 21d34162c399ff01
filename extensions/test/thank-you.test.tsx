/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Known } from '../shared/known.ts';
import { arranged } from '../shared/order.ts';
import type { Question } from '../shared/survey.ts';
import { attribute, banner, choose, element, grant, leave, metafields, settle, signal, storageIn, submit, texts, type } from './form.ts';
import { published } from './published.ts';
import { type Answer, refusal, Server } from './server.ts';

const ORDER = 'gid://shopify/OrderIdentity/5501';
const KEPT = 'survey/how-did-you-hear/5501';
const realFetch = globalThis.fetch;
const extension = getExtension('purchase.thank-you.block.render', { configSearchDir: `${import.meta.dirname}/../thank-you` });
let server: Server;
let storage: Map<string, unknown>;

beforeEach(async () => {
  server = new Server();
  await server.start();
  extension.setUp();
  extension.fetch = realFetch;
  storage = new Map();
  extension.shopify.storage = storageIn(storage);
  extension.shopify.orderConfirmation.value = { order: { id: ORDER }, isFirstOrder: true };
  extension.shopify.localization.language.value = { isoCode: 'en' };
  extension.shopify.settings.value = { survey: '' };
  placedBy(undefined);
  logIn(undefined);
  publish({ ...published, app_url: server.url });
});

afterEach(async () => {
  leave(extension);
  await server.stop();
});

// The mock knows the field only when it is there from the start.
function placedBy(editor: { type: 'checkout' } | undefined) {
  extension.shopify.extension = { ...extension.shopify.extension, editor };
}

function publish(value: unknown, customer: Record<string, string> = {}) {
  extension.shopify.appMetafields.value = metafields(value, customer) as unknown as typeof extension.shopify.appMetafields.value;
}

function logIn(id: string | undefined) {
  grant(extension.shopify, 'buyerIdentity', { customer: signal(id && { id }) });
  grant(extension.shopify, 'shippingAddress', signal(undefined));
}

async function open() {
  await extension.render();
  await vi.waitFor(() => element('s-form'));
}

test('an answer is posted once, as every surface posts it, and thanked for', async () => {
  await open();
  expect(server.received).toHaveLength(0); // drawn with no request
  await choose('source', 'podcast');
  await choose('topics', 'news', 'care');
  await type('wish', ' Blue socks ');
  await submit();
  await banner('Thanks a lot!');

  expect(server.received).toHaveLength(1);
  const { method, path, headers, body } = server.received[0]!;
  expect([method, path]).toEqual(['POST', '/storefront/v1/responses']);
  expect(headers.authorization).toBe('Bearer mock-session-token');
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    survey: 'how-did-you-hear',
    version: 3,
    surface: 'thank-you',
    order: ORDER,
    visitor: storage.get('visitor'),
    facts: {
      'shopper.known': false, 'order.items': 0, 'order.discount_codes': [], 'order.skus': [],
      'visit.surface': 'thank-you', 'visit.country': 'US', 'visit.language': 'en', 'visit.locale': 'en',
    },
    locale: 'en',
    shown: [
      { question: 'source', options: ['podcast', 'friend', 'other'] },
      { question: 'topics', options: ['news', 'care'] },
      { question: 'wish', options: [] },
    ],
    answers: { source: 'podcast', topics: ['news', 'care'], wish: 'Blue socks' },
    started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    complete: true,
  });
});

test('who answered is thanked the next time and not asked again', async () => {
  storage.set(KEPT, {});
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received).toHaveLength(0);
});

test('who answered is not asked again after another order', async () => {
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('Thanks a lot!');
  leave(extension);

  extension.setUp();
  extension.fetch = realFetch;
  extension.shopify.storage = storageIn(storage);
  extension.shopify.orderConfirmation.value = { order: { id: 'gid://shopify/OrderIdentity/5502' }, isFirstOrder: false };
  extension.shopify.localization.language.value = { isoCode: 'en' };
  extension.shopify.settings.value = { survey: '' };
  placedBy(undefined);
  logIn(undefined);
  publish({ ...published, app_url: server.url });
  await extension.render();
  await settle();
  expect(document.body.innerHTML).toBe(''); // what she left blank was asked once as well
});

test('a write-in is asked for, sent and limited', async () => {
  await open();
  await choose('source', 'other');
  expect(String(attribute('s-text-field', 'maxLength'))).toBe('20');
  await submit();
  expect(attribute('s-text-field', 'error')).toBe('required');
  expect(server.received).toHaveLength(0);

  await type('source-other', 'a poster');
  await submit();
  await banner('Thanks a lot!');
  expect(server.received[0]?.body.answers).toEqual({ source: { other: 'a poster' } });
});

test('a required question is asked for beside it, and the complaint goes with the answer', async () => {
  await open();
  await submit();
  expect(attribute('s-choice-list[name=source]', 'error')).toBe('required');
  await choose('source', 'friend');
  expect(attribute('s-choice-list[name=source]', 'error')).toBeFalsy();
});

test('what the server refuses is said beside its question, and can be mended', async () => {
  server.answer = () => (server.received.length === 1 ? refusal('answers.wish', 'too_long') : undefined);
  await open();
  await choose('source', 'podcast');
  await type('wish', 'long');
  await submit();
  await vi.waitFor(() => expect(attribute('s-text-area', 'error')).toBe('too_long'));
  await type('wish', 'short');
  await submit();
  await banner('Thanks a lot!');
  expect(server.received[1]?.body.answers.wish).toBe('short');
});

test('a refusal of the whole response is said', async () => {
  server.answer = () => ({ status: 403, body: { type: 'forbidden' } });
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('refused');
  expect(storage.get('queue')).toEqual([]);
  expect(storage.has(KEPT)).toBe(false);
});

test('an answer that cannot be sent is kept and sent again under the same id', async () => {
  server.answer = () => (server.received.length <= 3 ? { status: 503, body: { type: 'unavailable' } } : undefined);
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('waiting');
  expect(server.received).toHaveLength(3);
  expect(storage.get('queue')).toMatchObject([{ submission: { answers: { source: 'podcast' } }, customer: '' }]);

  element('s-button').dispatchEvent(new Event('click'));
  await banner('Thanks a lot!');
  expect(new Set(server.received.map(({ body }) => body.id)).size).toBe(1);
  expect(storage.get(KEPT)).toMatchObject({ spent: { questions: 3 } });
  expect(storage.get('queue')).toEqual([]);
});

test('an answer left behind by a closed tab is sent when the page opens again', async () => {
  const submission = { id: '0d6d3f0e-2f5c-4f0b-9f86-4a7c1c3b7f10', survey: 'how-did-you-hear', order: ORDER, version: 3, shown: [{ question: 'source', options: [] }], answers: { source: 'friend' } };
  storage.set('queue', [{ submission, customer: '', at: Date.now() }]);
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received.map(({ body }) => body)).toEqual([submission]);
});

test('the words are in the shopper’s language, else in the survey’s first', async () => {
  extension.shopify.localization.language.value = { isoCode: 'sv-SE' };
  await open();
  expect(element('s-heading').textContent).toBe('Hur hörde du talas om oss?');
  expect(texts('s-choice')).toEqual([
    'En podd', 'A friend', 'Something else', 'News', 'Care',
  ]);
});

test.each([
  ['nothing is published', () => (extension.shopify.appMetafields.value = [])],
  ['the metafield cannot be read', () => publish('nonsense')],
  ['the chosen survey is not for this page', () => (extension.shopify.settings.value = { survey: 'elsewhere' })],
])('a shopper sees nothing when %s', async (_, arrange) => {
  arrange();
  await extension.render();
  await settle();
  expect(document.body.innerHTML).toBe('');
});

test('a merchant who places the block is told why it is empty', async () => {
  extension.shopify.appMetafields.value = [];
  placedBy({ type: 'checkout' });
  await extension.render();
  await banner('nothing');
});

test('options are shuffled for one shopper as everywhere, and the order shown is sent', async () => {
  const [elsewhere, survey] = published.surveys;
  const question: Question = { ...survey!.questions[0]!, shuffle: true, options: ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, label: { en: key } })) };
  publish({ ...published, app_url: server.url, surveys: [elsewhere, { ...survey, questions: [question] }] });
  await open();
  const visitor = storage.get('visitor') as string;
  const order = arranged(question, { survey: 'how-did-you-hear', version: 3, visitor }).map(({ key }) => key);
  expect(texts('s-choice')).toEqual([...order, 'Something else']);
  await choose('source', 'c');
  await submit();
  await banner('Thanks a lot!');
  expect(server.received[0]?.body.shown).toEqual([{ question: 'source', options: [...order, 'other'] }]);
});

test('storage that fails does not stop an answer', async () => {
  const broken = () => Promise.reject(new Error('no storage'));
  extension.shopify.storage = { read: broken, write: broken, delete: broken };
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('Thanks a lot!');
});

describe('a customer', () => {
  const customer = 'gid://shopify/Customer/7';
  const questions = published.surveys[1]!.questions;
  const left = (ask: number[], remaining: number, version = 3) => ({
    status: 200,
    body: { survey: 'how-did-you-hear', version, next: questions[ask[0]!], ask: ask.map((at) => questions[at]!.key), remaining },
  });
  const answers = (said: Answer) => (server.answer = ({ method }) => (method === 'GET' ? said : undefined));
  const known = (value: Partial<Known>) => publish({ ...published, app_url: server.url }, { known: JSON.stringify(value) });
  beforeEach(() => logIn(customer));

  test('is asked what the server says is left', async () => {
    answers(left([1, 2], 2));
    await open();
    const { path, headers } = server.received[0]!;
    const { pathname, searchParams } = new URL(path, server.url);
    expect(pathname).toBe('/storefront/v1/next');
    expect(Object.fromEntries(searchParams)).toEqual({
      survey: 'how-did-you-hear', surface: 'thank-you', order: ORDER, locale: 'en', visitor: storage.get('visitor'),
    });
    expect(headers.authorization).toBe('Bearer mock-session-token');
    expect(texts('s-heading')).toEqual(['What may we write about?']);
    expect(texts('s-text-area')).toHaveLength(1);
    await choose('topics', 'news');
    await submit();
    await banner('Thanks a lot!');
    expect(server.received[1]!.body).toMatchObject({ complete: true, answers: { topics: ['news'] } });
    expect(server.received[1]!.body.shown.map(({ question }) => question)).toEqual(['topics', 'wish']);
  });

  test('is asked one after the other where the server says so', async () => {
    server.answer = ({ method, body }) => {
      if (method === 'GET') return left([0], 2);
      return body.complete ? undefined : { status: 201, body: { id: body.id, next: questions[2], ask: ['wish'], remaining: 1 } };
    };
    await open();
    expect(texts('s-heading')).toEqual(['How did you <hear> about us?']);
    await choose('source', 'podcast');
    await submit();
    await vi.waitFor(() => element('s-text-area'));
    expect(texts('s-choice-list')).toEqual([]);
    await type('wish', 'Socks');
    await submit();
    await banner('Thanks a lot!');

    const [, first, second] = server.received.map(({ body }) => body);
    expect([first!.complete, second!.complete]).toEqual([false, true]);
    expect([first!.answers, second!.answers]).toEqual([{ source: 'podcast' }, { wish: 'Socks' }]);
    expect(first!.id).not.toBe(second!.id);
  });

  test('answers the version that the server asks from', async () => {
    answers(left([1], 1, 4));
    await open();
    await choose('topics', 'care');
    await submit();
    await banner('Thanks a lot!');
    expect(server.received[1]!.body).toMatchObject({ version: 4, complete: true });
  });

  test('of whom nothing is asked and nothing known sees nothing', async () => {
    answers({ status: 200, body: { survey: 'how-did-you-hear', version: 3, remaining: 0 } });
    await extension.render();
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    await vi.waitFor(() => expect(document.body.innerHTML).toBe(''));
  });

  test('sees nothing when the page knows every answer, and makes no request', async () => {
    publish({ ...published, app_url: server.url }, { source: 'podcast', topics: '["news"]', wish: 'Socks' });
    await extension.render();
    await settle();
    expect(document.body.innerHTML).toBe('');
    expect(server.received).toHaveLength(0);
  });

  test('is asked what the page does not know when the server cannot say', async () => {
    answers({ status: 503, body: {} });
    publish({ ...published, app_url: server.url }, { source: 'podcast' });
    await open();
    expect(texts('s-heading')).toEqual(['What may we write about?']);
  });

  test('of whom the page knows everything is asked the rest without a request', async () => {
    known({ answers: { source: 'podcast' }, closed: { source: 0, wish: Date.now() + 60_000, topics: Date.now() - 1 } });
    await open();
    expect(texts('s-heading')).toEqual(['What may we write about?']);
    expect(texts('s-text-area')).toEqual([]);
    expect(server.received).toHaveLength(0);
  });

  test('is gently asked again what has aged, with what she said before', async () => {
    const [, survey] = published.surveys;
    const translate = vi.spyOn(extension.shopify.i18n, 'translate');
    publish(
      { app_url: server.url, surveys: [{ ...survey, questions: [{ ...questions[0]!, half_life: 30 }] }] },
      { known: JSON.stringify({ answers: { source: { other: 'a poster' } }, closed: { source: Date.now() - 1 } }) },
    );
    await open();
    expect(texts('s-text')).toContain('still_right_answer');
    expect(translate).toHaveBeenCalledWith('still_right_answer', { answer: 'a poster' });
  });

  test('is gently asked what the server doubts', async () => {
    const said = left([1], 1);
    answers({ ...said, body: { ...said.body, why: 'doubted' } });
    await open();
    expect(texts('s-text')).toContain('still_right');
  });
});
