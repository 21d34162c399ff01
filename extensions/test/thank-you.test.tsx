/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { published } from './published.ts';
import { refusal, Server } from './server.ts';

const ORDER = 'gid://shopify/OrderIdentity/5501';
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
  extension.shopify.storage = {
    read: async <T,>(key: string) => (storage.get(key) ?? null) as T | null,
    write: async (key: string, value: unknown) => void storage.set(key, structuredClone(value)),
    delete: async (key: string) => void storage.delete(key),
  };
  extension.shopify.orderConfirmation.value = { order: { id: ORDER }, isFirstOrder: true };
  extension.shopify.localization.language.value = { isoCode: 'en' };
  extension.shopify.settings.value = { survey: '' };
  placedBy(undefined);
  publish({ ...published, app_url: server.url });
});

afterEach(async () => {
  extension.tearDown();
  await server.stop();
});

// The mock knows the field only when it is there from the start.
function placedBy(editor: { type: 'checkout' } | undefined) {
  extension.shopify.extension = { ...extension.shopify.extension, editor };
}

function publish(value: unknown) {
  extension.shopify.appMetafields.value = [
    {
      target: { type: 'shop', id: 'gid://shopify/Shop/1' },
      metafield: { namespace: '$app', key: 'surveys', value: JSON.stringify(value), valueType: 'json_string' },
    },
  ] as unknown as typeof extension.shopify.appMetafields.value;
}

function element<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.body.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in ${document.body.innerHTML}`);
  return found;
}

async function open() {
  await extension.render();
  await vi.waitFor(() => element('s-form'));
}
async function choose(list: string, ...values: string[]) {
  Object.assign(element(`s-choice-list[name=${list}]`), { values });
  element(`s-choice-list[name=${list}]`).dispatchEvent(new Event('change'));
  await settle();
}
async function type(field: string, value: string) {
  Object.assign(element(`[name=${field}]`), { value });
  element(`[name=${field}]`).dispatchEvent(new Event('input'));
  await settle();
}
async function submit() {
  element('s-form').dispatchEvent(new Event('submit'));
  await settle();
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const attribute = (selector: string, name: string) => {
  const found = element(selector) as HTMLElement & Record<string, unknown>;
  return found[name] ?? found.getAttribute(name);
};
const banner = (text: string) => vi.waitFor(() => expect(element('s-banner').textContent).toBe(text), { timeout: 10_000 });

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
  storage.set(`how-did-you-hear/${ORDER}`, { state: 'sent' });
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received).toHaveLength(0);
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
  expect(storage.size).toBe(0);
});

test('an answer that cannot be sent is kept and sent again under the same id', async () => {
  server.answer = () => (server.received.length <= 3 ? { status: 503, body: { type: 'unavailable' } } : undefined);
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('waiting');
  expect(server.received).toHaveLength(3);
  expect(storage.get(`how-did-you-hear/${ORDER}`)).toMatchObject({ state: 'waiting' });

  element('s-button').dispatchEvent(new Event('click'));
  await banner('Thanks a lot!');
  expect(new Set(server.received.map(({ body }) => body.id)).size).toBe(1);
  expect(storage.get(`how-did-you-hear/${ORDER}`)).toEqual({ state: 'sent' });
});

test('an answer left behind by a closed tab is sent when the page opens again', async () => {
  const submission = { id: '0d6d3f0e-2f5c-4f0b-9f86-4a7c1c3b7f10', answers: { source: 'friend' } };
  storage.set(`how-did-you-hear/${ORDER}`, { state: 'waiting', submission });
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received.map(({ body }) => body)).toEqual([submission]);
});

test('the words are in the shopper’s language, else in the survey’s first', async () => {
  extension.shopify.localization.language.value = { isoCode: 'sv-SE' };
  await open();
  expect(element('s-heading').textContent).toBe('Hur hörde du talas om oss?');
  expect([...document.querySelectorAll('s-choice')].map((choice) => choice.textContent)).toEqual([
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

test('storage that fails does not stop an answer', async () => {
  const broken = () => Promise.reject(new Error('no storage'));
  extension.shopify.storage = { read: broken, write: broken, delete: broken };
  await open();
  await choose('source', 'podcast');
  await submit();
  await banner('Thanks a lot!');
});
