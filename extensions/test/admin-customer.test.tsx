/// <reference types="@shopify/ui-extensions/admin.customer-details.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { banner, element, leave, texts } from './form.ts';
import { published } from './published.ts';

const CUSTOMER = 'gid://shopify/Customer/7';
const extension = getExtension('admin.customer-details.block.render', { configSearchDir: `${import.meta.dirname}/../admin-customer` });
let answer: () => { data?: unknown; errors?: { message: string }[] };
let asked: { text: string; variables: unknown }[];

const node = (key: string, value: string, type = 'single_line_text_field', name?: string) => ({
  key, type, value, updatedAt: '2026-11-22T10:00:00Z', definition: name ? { name } : null,
});
const holding = (...nodes: unknown[]) => () => ({
  data: { shop: { metafield: { value: JSON.stringify(published) } }, customer: { metafields: { nodes } } },
});

beforeEach(() => {
  asked = [];
  answer = holding();
  extension.setUp();
  extension.shopify.data = { selected: [{ id: CUSTOMER }] };
  extension.shopify.i18n.formatDate = (date: Date) => date.toISOString().slice(0, 10);
  extension.shopify.query = (async (text: string, options: { variables: unknown }) => {
    asked.push({ text, variables: options.variables });
    return answer();
  }) as typeof extension.shopify.query;
});

afterEach(() => leave(extension));

test('a merchant reads what the customer told, and what was asked earlier after it', async () => {
  answer = holding(
    node('size', '["s","m"]', 'list.single_line_text_field', 'Which sizes?'),
    node('topics', '["care"]', 'list.single_line_text_field'),
    node('source', 'a poster'),
    node('secret', 'of ours'),
  );
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toHaveLength(9));
  expect(texts('s-text')).toEqual([
    'How did you <hear> about us?', 'a poster', '2026-11-22',
    'What may we write about?', 'Care', '2026-11-22',
    'Which sizes?', 's, m', '2026-11-22',
  ]);
  expect(asked).toEqual([{ text: expect.stringContaining('query Answers'), variables: { customer: CUSTOMER } }]);
  expect(element('s-admin-block').getAttribute('heading')).toBe('heading');
});

test('what our blocks know of her is no answer', async () => {
  const known = { key: 'known', type: 'json', value: '{"closed":{"source":0}}', updatedAt: '2026-11-22T10:00:00Z', definition: { name: 'Askwell answers' } };
  answer = holding(known);
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['empty']));
});

test('the way to the app is always there', async () => {
  await extension.render();
  expect(element('s-link').getAttribute('href')).toBe('app:responses');
});

test('an answer to an earlier kind of question is told in the words of today’s', async () => {
  answer = holding(node('topics', 'news'));
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')[1]).toBe('News'));
});

test('a customer without answers is said to have none', async () => {
  await extension.render();
  await vi.waitFor(() => expect(texts('s-text')).toEqual(['empty']));
});

test.each([
  ['refuses', () => ({ data: null, errors: [{ message: 'Access denied' }] })],
  ['breaks off', () => { throw new Error('offline'); }],
])('when Shopify %s it is said, and can be tried again', async (_, refusal) => {
  answer = refusal as typeof answer;
  await extension.render();
  await banner('failed');
  answer = holding(node('source', 'friend'));
  element('s-button').dispatchEvent(new Event('click'));
  await vi.waitFor(() => expect(texts('s-text')[1]).toBe('A friend'));
});
