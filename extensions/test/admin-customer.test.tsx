/// <reference types="@shopify/ui-extensions/admin.customer-details.block.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Item, Known } from '../shared/preferences.ts';
import { attribute, choose, element, leave, settle, texts, type } from './form.ts';

const extension = getExtension('admin.customer-details.block.render', { configSearchDir: `${import.meta.dirname}/../admin-customer` });
const PATH = '/api/v1/people/7/answers';

const picks = (...keys: string[]) => keys.map((key) => ({ key, label: `The ${key}` }));
const answer = (value: string | string[] | boolean, words: string[], more = {}) => ({
  value, words, since: '2026-11-22T10:00:00Z', surface: 'thank-you', freshness: 'fresh' as const, written: [], withheld: [], ...more,
});

/** What the server tells; a test changes it. */
let items: Item[];
let said: { path: string; method: string; body?: Record<string, unknown> }[];
let answers: () => Response | Promise<Response>;

const known = (): Known => ({ locale: 'sv', sections: [{ key: 'all', questions: items }], consents: [], conflicts: [], rewards: [], counts: { answers: 1, open: 2 } });
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  const purpose = { key: 'personalisation' };
  items = [
    { key: 'source', type: 'single_choice', prompt: 'How did you <hear> of us?', options: picks('podcast', 'friend'), asked: true, purpose, answer: answer('podcast', ['The podcast']) },
    { key: 'size', type: 'single_choice', prompt: 'Your size?', options: picks('s', 'm'), asked: false, purpose, answer: answer('s', ['The s'], { freshness: 'stale', by_staff: true }) },
    { key: 'yes_health', type: 'consent', prompt: 'May we keep what you say of your health?', asked: true, purpose },
    { key: 'health', type: 'text', prompt: 'Any allergies?', asked: true, purpose, needs: 'yes_health', sensitive: true },
    { key: 'mobile', type: 'phone', prompt: 'Your number?', asked: true, purpose },
  ];
  said = [];
  answers = () => json(known());
  extension.setUp();
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
    said.push({ path, method, ...(body && { body: JSON.parse(body) as Record<string, unknown> }) });
    return answers();
  });
  extension.shopify.data = { selected: [{ id: 'gid://shopify/Customer/7' }] };
  extension.shopify.i18n.formatDate = (date: Date) => date.toISOString().slice(0, 10);
});

afterEach(() => {
  leave(extension);
  vi.unstubAllGlobals();
});

async function open() {
  await extension.render();
  await vi.waitFor(() => expect(said).toHaveLength(1));
  await settle();
}

async function pick(question: string) {
  Object.assign(element('s-select[name=question]'), { value: question });
  element('s-select[name=question]').dispatchEvent(new Event('change'));
  await settle();
}

async function press(words: string) {
  const button = [...document.body.querySelectorAll('s-button')].find(({ textContent }) => textContent === words);
  if (!button) throw new Error(`no button ${words} in ${document.body.innerHTML}`);
  button.dispatchEvent(new Event('click'));
  await settle();
}

test('a merchant reads what the customer told, how fresh it is and where it came from', async () => {
  await open();
  expect(said).toEqual([{ path: PATH, method: 'GET' }]);
  expect(texts('s-text').slice(0, 6)).toEqual([
    'How did you <hear> of us?', 'The podcast', '2026-11-22 · from_thank-you',
    'Your size?', 'The s', '2026-11-22 · from_staff',
  ]);
  expect(texts('s-badge')).toEqual(['holds_stale']);
  expect(element('s-link').getAttribute('href')).toBe('app:people/7');
});

test('a customer without answers is said to have none', async () => {
  items = [];
  await open();
  expect(texts('s-text')).toEqual(['empty']);
  expect(document.body.querySelector('s-select')).toBeNull();
});

test('what she says on the phone is written down, with why, and can be undone', async () => {
  await open();
  expect(texts('s-option')).toEqual(['How did you <hear> of us?', 'May we keep what you say of your health?', 'Any allergies?', 'Your number?']);
  await pick('source');
  await choose('source', 'friend');
  await type('reason', 'She called about her order.');
  answers = () => {
    items[0]!.answer = answer('friend', ['The friend'], { by_staff: true });
    return json(known());
  };
  await press('save');
  expect(said[1]).toEqual({ path: PATH, method: 'POST', body: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), reason: 'She called about her order.', locale: 'sv', set: { source: 'friend' } } });
  expect(texts('s-banner s-text')).toEqual(['saved']);
  expect(texts('s-text')[1]).toBe('The friend');
  expect(attribute('s-select[name=question]', 'value')).toBe('');
  await press('undo');
  expect(said[2]?.body).toEqual({ id: expect.not.stringMatching(String(said[1]?.body?.id)), reason: 'She called about her order.', locale: 'sv', set: { source: 'podcast' }, clear: [] });
  expect(texts('s-banner s-text')).toEqual(['undone']);
});

test('what is sensitive waits for a yes to words that are read aloud', async () => {
  await open();
  await pick('health');
  await type('health', 'Nuts');
  expect(texts('s-paragraph')).toEqual(['“May we keep what you say of your health?”']);
  await press('save');
  expect(said).toHaveLength(1);
  expect(attribute('s-checkbox', 'error')).toBe('no_consent');
  Object.assign(element('s-checkbox'), { checked: true });
  element('s-checkbox').dispatchEvent(new Event('change'));
  await settle();
  await press('save');
  expect(said[1]?.body).toMatchObject({ reason: 'phone_call', set: { yes_health: true, health: 'Nuts' } });
  await press('undo');
  expect(said[2]?.body).toMatchObject({ set: {}, clear: ['yes_health', 'health'] });
});

test('an answer can be taken back, and nothing is sent without an answer or a reason', async () => {
  await open();
  await pick('health');
  await press('save');
  expect(attribute('[name=health]', 'error')).toBe('required');
  await pick('source');
  await type('reason', ' ');
  await press('save');
  expect(attribute('[name=reason]', 'error')).toBe('no_reason');
  expect(said).toHaveLength(1);
  await type('reason', 'A letter.');
  await press('clear');
  expect(said[1]?.body).toMatchObject({ reason: 'A letter.', clear: ['source'] });
});

test('a number is typed, since the admin has no field for one', async () => {
  await open();
  await pick('mobile');
  expect(document.body.querySelector('s-phone-field')).toBeNull();
  await type('mobile', '+46 70 123 45 67');
  await press('save');
  expect(said[1]?.body).toMatchObject({ set: { mobile: '+46 70 123 45 67' } });
});

test('what could not be saved stays, and is sent again under its id', async () => {
  await open();
  await pick('source');
  await choose('source', 'friend');
  answers = () => Promise.reject(new Error('offline'));
  await press('save');
  expect(texts('s-banner s-text')).toEqual(['not_failed']);
  answers = () => json(known());
  await press('retry');
  expect(said[2]).toEqual(said[1]);
  expect(texts('s-banner s-text')).toEqual(['saved']);
});

test.each([404, 409, 422])('a refusal (%s) is said', async (status) => {
  await open();
  await pick('source');
  await choose('source', 'friend');
  answers = () => json({ errors: [{ field: 'set.source', code: 'unknown' }] }, status);
  await press('save');
  expect(texts('s-banner s-text')).toEqual(['not_refused']);
});

test.each([
  ['refuses', () => json({}, 503)],
  ['breaks off', () => Promise.reject(new Error('offline'))],
])('when the server %s it is said, and can be tried again', async (_, refusal) => {
  answers = refusal;
  await open();
  expect(texts('s-banner')).toEqual(['failed']);
  answers = () => json(known());
  await press('retry');
  expect(texts('s-text')[1]).toBe('The podcast');
});
