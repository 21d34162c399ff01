/// <reference types="@shopify/ui-extensions/customer-account.order-status.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { banner, choose, element, grant, leave, metafields, settle, storageIn, submit, texts } from './form.ts';
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
  extension.shopify.order.value = { id: ORDER, name: '#1001', cancelledAt: undefined } as typeof extension.shopify.order.value;
  extension.shopify.settings.value = { survey: '' };
  grant(extension.shopify, 'shippingAddress', { value: undefined });
  visit('pre_authenticated');
  publish(published);
});

afterEach(async () => {
  leave(extension);
  await server.stop();
});

function visit(state: 'pre_authenticated' | 'fully_authenticated') {
  extension.shopify.authenticationState.value = state;
  extension.shopify.authenticatedAccount.customer.value = state === 'fully_authenticated' ? { id: 'gid://shopify/Customer/7' } : undefined;
}

function publish(value: object, customer: Record<string, string> = {}) {
  const entries = metafields({ ...value, app_url: server.url }, customer);
  extension.shopify.appMetafields.value = entries as unknown as typeof extension.shopify.appMetafields.value;
}

async function open() {
  await extension.render();
  await vi.waitFor(() => element('s-form'));
}

test('a guest who skipped the thank-you page’s survey is asked it here', async () => {
  await open();
  expect(server.received).toHaveLength(0);
  await choose('source', 'friend');
  await submit();
  await banner('Thanks a lot!');
  const { path, body } = server.received[0]!;
  expect(path).toBe('/storefront/v1/responses');
  expect(body).toMatchObject({ surface: 'order-status', order: ORDER, answers: { source: 'friend' }, complete: true });
});

test('a guest who answered on the thank-you page is thanked', async () => {
  storage.set('survey/how-did-you-hear/5501', { given: {} });
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received).toHaveLength(0);
});

test('a guest is not asked again what she answered with another order', async () => {
  storage.set('known/guest', { answers: { source: 'podcast' }, closed: { source: 0, topics: 0 } });
  await open();
  expect(texts('s-choice-list')).toEqual([]);
  expect(texts('s-text-area')).toHaveLength(1);
});

test('a customer who is not logged in yet is a guest', async () => {
  publish(published, { source: 'podcast' });
  await open();
  expect(server.received).toHaveLength(0);
  expect(texts('s-heading')[0]).toBe('How did you <hear> about us?');
});

test('a customer is asked what the server says is left', async () => {
  visit('fully_authenticated');
  const next = published.surveys[1]!.questions[2];
  server.answer = ({ method }) => (method === 'GET' ? { status: 200, body: { survey: 'how-did-you-hear', version: 3, next, remaining: 1 } } : undefined);
  await open();
  expect(texts('s-text-area')).toHaveLength(1);
  expect(texts('s-choice-list')).toEqual([]);
});

test('a customer whose every answer is on the page is thanked without a request', async () => {
  visit('fully_authenticated');
  publish(published, { source: 'podcast', topics: '["news"]', wish: 'Socks' });
  await extension.render();
  await banner('Thanks a lot!');
  expect(server.received).toHaveLength(0);
});

test('a survey for this page goes before the thank-you page’s', async () => {
  const [, survey] = published.surveys;
  publish({ surveys: [survey, { ...survey!, handle: 'delivery', placements: ['order-status'] }] });
  await open();
  await choose('source', 'friend');
  await submit();
  await banner('Thanks a lot!');
  expect(server.received[0]!.body.survey).toBe('delivery');
});

test('a shopper sees nothing when nothing is published, and a merchant why', async () => {
  publish({ surveys: [] });
  await extension.render();
  await settle();
  expect(document.body.innerHTML).toBe('');
  leave(extension);

  extension.setUp();
  extension.shopify.extension = { ...extension.shopify.extension, editor: { type: 'checkout' } };
  extension.shopify.settings.value = { survey: '' };
  grant(extension.shopify, 'shippingAddress', { value: undefined });
  await extension.render();
  await banner('nothing');
});
