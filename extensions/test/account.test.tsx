/// <reference types="@shopify/ui-extensions/customer-account.profile.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { attribute, banner, choose, element, leave, settle, storageIn, submit, texts } from './form.ts';
import { published } from './published.ts';

const extension = getExtension('customer-account.profile.block.render', { configSearchDir: `${import.meta.dirname}/../account` });

interface Asked {
  query: string;
  variables: { identifiers?: { namespace: string; key: string }[] };
}
interface Posted {
  path: string;
  body: Record<string, unknown>;
}
let posted: Posted[];
/** What our server says of an answer. */
let answered: () => Response;
let asked: { url: string; body: Asked }[];
let surveys: unknown;
let stored: Record<string, string>;

/** Shopify's Customer Account API, as far as it is asked. */
function answer({ query, variables }: Asked): unknown {
  if (query.includes('shop {')) return { data: { shop: { metafield: surveys === undefined ? null : { value: JSON.stringify(surveys) } } } };
  const held = ({ key }: { key: string }) =>
    stored[key] === undefined ? null : { key, type: 'single_line_text_field', value: stored[key], updatedAt: '2026-11-22T10:00:00Z' };
  return { data: { customer: { metafields: variables.identifiers!.map(held) } } };
}
let respond: (body: Asked) => unknown;

beforeEach(() => {
  asked = [];
  surveys = published;
  stored = {};
  answered = () => Response.json({ id: 'x' }, { status: 201 });
  respond = answer;
  extension.setUp();
  posted = [];
  extension.fetch = (async (url: string, init: { body: string }) => {
    if (url.startsWith('https:')) {
      posted.push({ path: url.replace('https://app.example/storefront/v1/', ''), body: JSON.parse(init.body) as Posted['body'] });
      return answered();
    }
    const body = JSON.parse(init.body) as Asked;
    asked.push({ url, body });
    return Response.json(respond(body));
  }) as unknown as typeof fetch;
  extension.shopify.localization.language.value = { isoCode: 'sv-SE' };
  extension.shopify.i18n.formatDate = (date: Date) => date.toISOString().slice(0, 10);
});

afterEach(() => leave(extension));

test('a customer reads her answers in her language, in the order they are asked', async () => {
  stored = { wish: 'Blå sockor', topics: '["news","by post"]', source: 'podcast' };
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toHaveLength(10));
  expect(texts('s-text')).toEqual([
    'done',
    'Hur hörde du talas om oss?', 'En podd', 'since',
    'What may we write about?', 'News, by post', 'since',
    'What should we make next?', 'Blå sockor', 'since',
  ]);
  expect([attribute('s-progress', 'value'), attribute('s-progress', 'max')]).toEqual(['3', '3']);
  expect(attribute('s-button', 'href')).toBe('extension:preferences/');
  expect(element('s-section').getAttribute('heading')).toBe('heading');
  expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['shopify://customer-account/api/2026-07/graphql.json']));
  expect(asked[1]!.body.variables.identifiers).toEqual(['source', 'topics', 'wish', 'known'].map((key) => ({ namespace: '$app', key })));
});

test('she reads as well what no metafield of its own holds, as far as our blocks know it', async () => {
  stored = { source: 'podcast', known: '{"answers":{"source":"friend","topics":["care"],"gone":"x"},"closed":{"source":0,"topics":0}}' };
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['done', 'Hur hörde du talas om oss?', 'En podd', 'since', 'What may we write about?', 'Care']));
});

test('who told nothing is told so', async () => {
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['empty']));
});

test('nothing is asked of Shopify about answers where nothing is published', async () => {
  surveys = undefined;
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['empty']));
  expect(asked).toHaveLength(1);
});

test.each([
  ['refuses', () => ({ errors: [{ message: 'Access denied' }], data: null })],
  ['says half', () => ({ errors: [{ message: 'Access denied' }], data: { shop: { metafield: null } } })],
])('when Shopify %s it is said, and can be tried again', async (_, refusal) => {
  stored = { source: 'friend' };
  respond = refusal;
  await extension.render();
  await banner('failed');
  respond = answer;
  element('s-button').dispatchEvent(new Event('click'));
  await vi.waitFor(() => expect(texts('s-text')[2]).toBe('A friend'));
  await settle();
});

test('what she is asked anew comes first, and is said to be old', async () => {
  stored = { source: 'podcast', known: '{"answers":{"topics":["care"]},"closed":{"source":0}}' };
  await extension.render();
  await vi.waitFor(() => expect(texts('s-badge')).toEqual(['still']));
  expect(texts('s-text')[1]).toBe('What may we write about?');
});

/** A survey for this place, of a customer of whom the shop knows what she answered. */
function due() {
  surveys = { ...published, surveys: published.surveys.map((one) => ({ ...one, placements: ['account'] })) };
  stored = { known: '{"answers":{},"closed":{"topics":0}}' };
  extension.shopify.authenticatedAccount.customer.value = { id: 'gid://shopify/Customer/7' };
  extension.shopify.sessionToken.get = async () => 'token';
  extension.shopify.storage = storageIn(new Map()) as typeof extension.shopify.storage;
}

test('she is asked one question that is due, and answers where it stands', async () => {
  due();
  await extension.render();
  await vi.waitFor(() => element('s-choice-list[name=source]'));
  expect(document.body.querySelector('[name=wish]')).toBeNull();
  await submit();
  expect(attribute('s-choice-list', 'error')).toBe('required');
  await choose('source', 'podcast');
  await submit();
  await banner('Tack så mycket!');
  expect(posted.map(({ path, body }) => [path, body['event'] ?? body['answers']])).toEqual([
    ['displays', 'shown'],
    ['displays', 'started'],
    ['responses', { source: 'podcast' }],
  ]);
  expect(posted[2]!.body).toMatchObject({ surface: 'account', survey: 'how-did-you-hear', version: 3, complete: false, shown: [{ question: 'source' }] });
});

test('an answer that did not arrive is sent again under its own id', { timeout: 20_000 }, async () => {
  due();
  answered = () => Response.json({}, { status: 503 });
  await extension.render();
  await vi.waitFor(() => element('s-choice-list[name=source]'));
  await choose('source', 'podcast');
  await submit();
  await vi.waitFor(() => expect(element('s-banner').textContent).toContain('waiting'), { timeout: 10_000 });
  answered = () => Response.json({ id: 'x' }, { status: 201 });
  element('s-banner s-button').dispatchEvent(new Event('click'));
  await banner('Tack så mycket!');
  expect(new Set(posted.flatMap(({ path, body }) => (path === 'responses' ? body['id'] : []))).size).toBe(1);
});

test('she puts it off', async () => {
  due();
  await extension.render();
  await vi.waitFor(() => element('s-choice-list[name=source]'));
  [...document.body.querySelectorAll('s-button')].find(({ textContent }) => textContent === 'not_now')!.dispatchEvent(new Event('click'));
  await banner('put_off');
  await vi.waitFor(() => expect(posted.at(-1)).toEqual({ path: 'snoozes', body: { question: 'source', never: false } }));
});
