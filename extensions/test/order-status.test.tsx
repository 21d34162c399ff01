/// <reference types="@shopify/ui-extensions/customer-account.order-status.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { banner, choose, element, grant, leave, metafields, settle, signal, storageIn, submit, texts } from './form.ts';
import { published } from './published.ts';
import { Server } from './server.ts';

const ORDER = 'gid://shopify/Order/5501';
const realFetch = globalThis.fetch;
const extension = getExtension('customer-account.order-status.block.render', { configSearchDir: `${import.meta.dirname}/../order-status` });
let server: Server;
let storage: Map<string, unknown>;

beforeEach(async () => {
  server = new Server();
  await server.start();
  storage = new Map();
  extension.setUp();
  extension.fetch = realFetch;
  extension.shopify.storage = storageIn(storage);
  extension.shopify.extension = { ...extension.shopify.extension, editor: undefined };
  placed('2026-01-01T10:00:00Z');
  extension.shopify.settings.value = { survey: '' };
  grant(extension.shopify, 'shippingAddress', signal(undefined));
  visit('pre_authenticated');
  publish(published);
});

afterEach(async () => {
  leave(extension);
  await server.stop();
});

function placed(processedAt: string) {
  extension.shopify.order.value = { id: ORDER, name: '#1001', processedAt, cancelledAt: undefined } as typeof extension.shopify.order.value;
}

function visit(state: 'pre_authenticated' | 'fully_authenticated') {
  extension.shopify.authenticationState.value = state;
  extension.shopify.authenticatedAccount.customer.value = state === 'fully_authenticated' ? { id: 'gid://shopify/Customer/7' } : undefined;
}

function publish(value: object, customer: Record<string, string> = {}) {
  const entries = metafields({ ...value, app_url: server.url }, customer);
  extension.shopify.appMetafields.value = entries as unknown as typeof extension.shopify.appMetafields.value;
}

const survey = published.surveys[1]!;

/** The server says what is left, of everything unless a test says otherwise. */
function leaves(...keys: string[]) {
  const next = survey.questions.find(({ key }) => key === keys[0]);
  server.answer = ({ method }) => (method === 'GET' ? { status: 200, body: { survey: survey.handle, version: 3, next, ask: keys, remaining: keys.length } } : undefined);
}

const asking = () => server.received.filter(({ method }) => method === 'GET').map(({ path }) => new URL(path, server.url));
const posted = () => server.received.filter(({ method }) => method === 'POST');

async function open() {
  await extension.render();
  await vi.waitFor(() => element('s-form'));
}

test('a guest who skipped the thank-you page’s survey is asked it here, when the server knows no answer of hers', async () => {
  leaves('source', 'topics', 'wish');
  await open();
  expect(asking()).toHaveLength(1);
  expect(asking()[0]!.pathname).toBe('/storefront/v1/next');
  expect(Object.fromEntries(asking()[0]!.searchParams)).toMatchObject({ survey: 'how-did-you-hear', surface: 'thank-you', order: ORDER });
  await choose('source', 'friend');
  await submit();
  await banner('Thanks a lot!');
  const { path, body } = posted()[0]!;
  expect(path).toBe('/storefront/v1/responses');
  expect(body).toMatchObject({ surface: 'order-status', order: ORDER, answers: { source: 'friend' }, complete: true });
});

test('a guest who answered on the thank-you page, which remembers for itself, is not asked again', async () => {
  leaves();
  await extension.render();
  await vi.waitFor(() => expect(asking()).toHaveLength(1));
  await settle();
  expect(document.body.innerHTML).toBe('');
});

test('nor is she asked on the chance that she did not, while the server is away', async () => {
  server.answer = () => ({ status: 503, body: {} });
  publish({ surveys: [survey, { ...survey, handle: 'another' }] });
  await extension.render();
  await vi.waitFor(() => expect(asking()).toHaveLength(1));
  await settle();
  expect(document.body.innerHTML).toBe('');
  expect(asking()).toHaveLength(1);
});

test('she finds the code she earned there', async () => {
  server.answer = () => ({ status: 200, body: { survey: survey.handle, version: 3, remaining: 0, reward: { code: 'TENTH-1' } } });
  publish({ surveys: [{ ...survey, reward: { handle: 'tenth', kind: 'percentage', value: '10' } }] });
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['reward', 'TENTH-1']));
});

test('a guest who answered here before is thanked', async () => {
  storage.set('survey/how-did-you-hear/5501', {});
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received).toHaveLength(0);
});

test('a guest is not asked again what she answered with another order', async () => {
  storage.set('known/guest', { answers: { source: 'podcast' }, closed: { source: 0, topics: 0 } });
  leaves('wish');
  await open();
  expect(texts('s-choice-list')).toEqual([]);
  expect(texts('s-text-area')).toHaveLength(1);
});

test('a customer who is not logged in yet is a guest', async () => {
  publish(published, { source: 'podcast', known: '{"closed":{"source":0,"topics":0,"wish":0}}' });
  leaves('source', 'topics', 'wish');
  await open();
  expect(texts('s-heading')[0]).toBe('How did you <hear> about us?');
});

test('a customer is asked what the server says is left', async () => {
  visit('fully_authenticated');
  leaves('wish');
  await open();
  expect(texts('s-text-area')).toHaveLength(1);
  expect(texts('s-choice-list')).toEqual([]);
});

test.each([
  ['every answer', { source: 'podcast', topics: '["news"]', wish: 'Socks' }],
  ['what is known', { known: '{"closed":{"source":0,"topics":0,"wish":0},"left":{"how-did-you-hear":0}}' }],
])('a customer of whom the page says %s sees nothing, and makes no request', async (_, customer) => {
  visit('fully_authenticated');
  publish(published, customer);
  await extension.render();
  await settle();
  expect(document.body.innerHTML).toBe('');
  expect(server.received).toHaveLength(0);
});

test('a customer is asked what the page does not know of her, without a request', async () => {
  visit('fully_authenticated');
  publish(published, { known: '{"answers":{"source":"podcast"},"closed":{"source":0}}' });
  await open();
  expect(texts('s-heading')).toEqual(['What may we write about?']);
  expect(server.received).toHaveLength(0);
});

test('right after the order the page may not know yet what she said: the server does', async () => {
  placed(new Date(Date.now() - 60_000).toISOString());
  visit('fully_authenticated');
  publish(published, { known: '{"answers":{},"closed":{}}' });
  leaves('wish');
  await open();
  expect(asking()).toHaveLength(1);
  expect(texts('s-choice-list')).toEqual([]);
  expect(texts('s-text-area')).toHaveLength(1);
});

test('and while the server is away she is not asked on the chance that she has not said it', async () => {
  placed(new Date(Date.now() - 60_000).toISOString());
  visit('fully_authenticated');
  publish(published, { known: '{"answers":{},"closed":{}}' });
  server.answer = () => ({ status: 503, body: {} });
  await extension.render();
  await vi.waitFor(() => expect(asking()).toHaveLength(1));
  await settle();
  expect(document.body.innerHTML).toBe('');
});

test.each([
  [0.9, ['What may we write about?']],
  [1.1, ['How did you <hear> about us?', 'What may we write about?']],
])('of a customer the shop knows better than a browser that learned %d days ago', async (days, asks) => {
  visit('fully_authenticated');
  publish(published, { known: '{"answers":{"source":"podcast"},"closed":{"wish":0}}' });
  storage.set('known/7', { answers: { source: 'podcast' }, closed: { source: 0 }, at: Date.now() - days * 86_400_000 });
  await open();
  expect(texts('s-heading')).toEqual(asks);
  expect(texts('s-text').includes('still_right_answer')).toBe(days > 1);
});

test.each([
  ['finds its code', '2099-01-01T00:00:00Z', 1, ['reward', 'TENTH-1', 'reward_until']],
  ['sees nothing of one that counts no more', '2020-01-01T00:00:00Z', 0, []],
])('a customer who has earned a reward %s', async (_, until, requests, words) => {
  server.answer = () => ({ status: 200, body: { survey: survey.handle, version: 3, remaining: 0, reward: { code: 'TENTH-1' } } });
  visit('fully_authenticated');
  const known = '{"closed":{"source":0,"topics":0,"wish":0},"left":{"how-did-you-hear":0}}';
  publish({ surveys: [{ ...survey, reward: { handle: 'tenth', kind: 'percentage', value: '10', until } }] }, { known });
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(words));
  await settle();
  expect(server.received).toHaveLength(requests);
});

test('a survey for this page goes before the thank-you page’s', async () => {
  leaves('source', 'topics', 'wish');
  publish({ surveys: [survey, { ...survey, handle: 'delivery', placements: ['order-status'] }] });
  await open();
  await choose('source', 'friend');
  await submit();
  await banner('Thanks a lot!');
  expect(posted()[0]!.body.survey).toBe('delivery');
});

test('a shopper sees nothing when nothing is published, and a merchant why', async () => {
  publish({ surveys: [] });
  await extension.render();
  await settle();
  expect(document.body.innerHTML).toBe('');
  leave(extension);

  extension.setUp();
  placed('2026-01-01T10:00:00Z');
  extension.shopify.extension = { ...extension.shopify.extension, editor: { type: 'checkout' } };
  extension.shopify.settings.value = { survey: '' };
  grant(extension.shopify, 'shippingAddress', signal(undefined));
  await extension.render();
  await banner('nothing');
});
