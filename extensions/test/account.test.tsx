/// <reference types="@shopify/ui-extensions/customer-account.profile.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { banner, element, leave, settle, texts } from './form.ts';
import { published } from './published.ts';

const extension = getExtension('customer-account.profile.block.render', { configSearchDir: `${import.meta.dirname}/../account` });

interface Asked {
  query: string;
  variables: { identifiers?: { namespace: string; key: string }[] };
}
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
  respond = answer;
  extension.setUp();
  extension.fetch = (async (url: string, init: { body: string }) => {
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
  await vi.waitFor(() => expect(texts('s-text')).toHaveLength(9));
  expect(texts('s-text')).toEqual([
    'Hur hörde du talas om oss?', 'En podd', '2026-11-22',
    'What may we write about?', 'News, by post', '2026-11-22',
    'What should we make next?', 'Blå sockor', '2026-11-22',
  ]);
  expect(element('s-section').getAttribute('heading')).toBe('heading');
  expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['shopify://customer-account/api/2026-07/graphql.json']));
  expect(asked[1]!.body.variables.identifiers).toEqual(['source', 'topics', 'wish', 'known'].map((key) => ({ namespace: '$app', key })));
});

test('she reads as well what no metafield of its own holds, as far as our blocks know it', async () => {
  stored = { source: 'podcast', known: '{"answers":{"source":"friend","topics":["care"],"gone":"x"},"closed":{"source":0}}' };
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['Hur hörde du talas om oss?', 'En podd', '2026-11-22', 'What may we write about?', 'Care']));
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
  await vi.waitFor(() => expect(texts('s-text')[1]).toBe('A friend'));
  await settle();
});
