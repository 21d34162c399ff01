/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

// Every type of question as a UI extension draws it, answered by what a shopper does.

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Answer } from '../shared/submission.ts';
import type { Question } from '../shared/survey.ts';
import { attribute, banner, choose, element, grant, leave, metafields, settle, signal, storageIn, submit, texts, type } from './form.ts';
import { Server } from './server.ts';

const extension = getExtension('purchase.thank-you.block.render', { configSearchDir: `${import.meta.dirname}/../thank-you` });
const realFetch = globalThis.fetch;
let server: Server;

beforeEach(async () => {
  server = new Server();
  await server.start();
  extension.setUp();
  extension.fetch = realFetch;
  extension.shopify.extension = { ...extension.shopify.extension, editor: undefined };
  extension.shopify.storage = storageIn(new Map());
  extension.shopify.orderConfirmation.value = { order: { id: 'gid://shopify/OrderIdentity/1' }, isFirstOrder: true };
  extension.shopify.localization.language.value = { isoCode: 'en' };
  extension.shopify.settings.value = { survey: '' };
  grant(extension.shopify, 'buyerIdentity', { customer: signal(undefined) });
  grant(extension.shopify, 'shippingAddress', signal(undefined));
});

afterEach(async () => {
  leave(extension);
  await server.stop();
});

const named = (...keys: string[]) => keys.map((key) => ({ key, label: { en: key.toUpperCase() } }));
const pictures = named('red', 'blue').map((option) => ({ ...option, image: `https://cdn.example/${option.key}.jpg` }));

async function change(selector: string, values: object) {
  Object.assign(element(selector), values);
  element(selector).dispatchEvent(new Event('change'));
  await settle();
}
const pick = (name: string, value: string) => change(`s-select[name="${name}"]`, { value });

const types: [Partial<Question>, () => Promise<void>, Answer][] = [
  [{ type: 'single_choice', options: named('a', 'b') }, () => choose('q', 'b'), 'b'],
  [{ type: 'multiple_choice', options: named('a', 'b') }, () => choose('q', 'a', 'b'), ['a', 'b']],
  [{ type: 'picture_choice', options: pictures }, () => choose('q', 'red'), 'red'],
  [{ type: 'picture_choice', options: pictures, most: 2 }, () => choose('q', 'red', 'blue'), ['red', 'blue']],
  [{ type: 'this_or_that', options: named('tea', 'coffee') }, () => choose('q', 'tea'), 'tea'],
  [{ type: 'size', options: named('m', 'l') }, () => choose('q', 'm'), 'm'],
  [{ type: 'yes_no' }, () => choose('q', 'false'), false],
  [{ type: 'rating' }, () => choose('q', '4'), 4],
  [{ type: 'rating', min: -1, max: 1 }, () => choose('q', '-1'), -1],
  [{ type: 'nps' }, () => choose('q', '10'), 10],
  [{ type: 'number', min: 35, max: 48, step: 0.5, unit: { en: 'EU' } }, () => type('q', '42.5'), 42.5],
  [{ type: 'text' }, () => type('q', ' Socks '), 'Socks'],
  [{ type: 'email' }, () => type('q', 'ada@example.com'), 'ada@example.com'],
  [{ type: 'phone' }, () => type('q', '+46 70 123 45 67'), '+46 70 123 45 67'],
  [{ type: 'date' }, () => change('s-date-field', { value: '2026-11-22' }), '2026-11-22'],
  [
    { type: 'birthday' },
    async () => {
      await pick('q-month', '11');
      await pick('q-day', '22');
    },
    '--11-22',
  ],
  [
    { type: 'ranking', options: named('a', 'b', 'c'), most: 2 },
    async () => {
      await pick('q-1', 'c');
      expect(texts('s-select[name=q-2] s-option')).toEqual(['–', 'A', 'B']);
      await pick('q-2', 'a');
    },
    ['c', 'a'],
  ],
  [
    { type: 'delivery_slot', parts: named('morning', 'evening'), options: named('door', 'locker') },
    async () => {
      await pick('q-part', 'evening');
      await pick('q-place', 'door');
    },
    { part: 'evening', place: 'door' },
  ],
  [{ type: 'delivery_slot', options: named('door', 'locker') }, () => pick('q-place', 'locker'), { place: 'locker' }],
  [{ type: 'consent' }, () => change('s-checkbox', { checked: true }), true],
];

async function ask(question: Question) {
  const survey = { handle: 'asked-well', version: 1, languages: ['en'], placements: ['thank-you'], questions: [question], thanks: { en: 'Thanks!' } };
  const entries = metafields({ app_url: server.url, surveys: [survey] });
  extension.shopify.appMetafields.value = entries as unknown as typeof extension.shopify.appMetafields.value;
  await extension.render();
  await vi.waitFor(() => element('s-form'));
}

test.each(types.map(([part, answer, expected]) => ({ name: `${part.type} as ${JSON.stringify(expected)}`, part, answer, expected })))(
  '$name',
  async ({ part, answer, expected }) => {
    const question = { key: 'q', prompt: { en: 'What?' }, ...part } as Question;
    await ask(question);
    const labels = [...document.body.querySelectorAll('[label]')].map((field) => field.getAttribute('label'));
    expect([...labels, ...texts('s-heading')]).toContain('What?');
    await submit();
    expect(server.received).toHaveLength(0); // nothing is answered yet
    await answer();
    await submit();
    await banner('Thanks!');
    expect(server.received[0]!.body.answers).toEqual({ q: expected });
    const options = (question.options ?? []).map(({ key }) => key);
    expect(server.received[0]!.body.shown).toEqual([{ question: 'q', options }]);
  },
);

test('a scale says what its ends mean, and a number its unit', async () => {
  await ask({ key: 'q', type: 'nps', prompt: { en: 'What?' }, low: { en: 'Never' }, high: { en: 'Surely' } });
  expect(texts('s-choice')).toHaveLength(11);
  expect(texts('s-text')).toContain('0: Never · 10: Surely');
});

test('pictures are shown with their words', async () => {
  await ask({ key: 'q', type: 'picture_choice', prompt: { en: 'What?' }, options: pictures });
  expect(attribute('s-choice s-image', 'src')).toBe('https://cdn.example/red.jpg');
  expect(texts('s-choice')).toEqual(['RED', 'BLUE']);
});

test('a name is taken from those offered while it is written', async () => {
  const other = { label: { en: 'Else' }, names: [{ name: 'Hard Fork' }, { name: 'Soft Fork' }] };
  await ask({ key: 'q', type: 'single_choice', prompt: { en: 'What?' }, options: named('a'), other });
  await choose('q', 'other');
  await type('q-other', 'hard');
  expect(texts('s-clickable-chip')).toEqual(['Hard Fork']);
  element('s-clickable-chip').dispatchEvent(new Event('click'));
  await settle();
  expect(texts('s-clickable-chip')).toEqual([]);
  await submit();
  await banner('Thanks!');
  expect(server.received[0]!.body.answers).toEqual({ q: { other: 'Hard Fork' } });
});

test('a box that was ticked and is no more takes the consent back', async () => {
  await ask({ key: 'q', type: 'consent', prompt: { en: 'I agree.' } });
  await change('s-checkbox', { checked: true });
  await change('s-checkbox', { checked: false });
  await submit();
  await banner('Thanks!');
  expect(server.received[0]!.body.answers).toEqual({ q: false });
});
