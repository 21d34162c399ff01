/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

// How a block asks by itself: whom, what and how much, and what a shopper gets.

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { sampled } from '../shared/sample.ts';
import type { Question, Survey } from '../shared/survey.ts';
import { banner, choose, element, grant, leave, metafields, settle, signal, storageIn, submit, texts, type } from './form.ts';
import { Server } from './server.ts';

const ORDER = 'gid://shopify/OrderIdentity/5501';
const realFetch = globalThis.fetch;
const extension = getExtension('purchase.thank-you.block.render', { configSearchDir: `${import.meta.dirname}/../thank-you` });
let server: Server;
let storage: Map<string, unknown>;

beforeEach(async () => {
  server = new Server();
  await server.start();
  storage = new Map();
  extension.setUp();
  extension.fetch = realFetch;
  extension.shopify.extension = { ...extension.shopify.extension, editor: undefined };
  extension.shopify.storage = storageIn(storage);
  extension.shopify.orderConfirmation.value = { order: { id: ORDER }, isFirstOrder: true };
  extension.shopify.localization.language.value = { isoCode: 'en' };
  extension.shopify.settings.value = { survey: '' };
  extension.shopify.cost.totalAmount.value = { amount: 80, currencyCode: 'EUR' };
  extension.shopify.discountCodes.value = [{ code: 'Welcome10' }];
  grant(extension.shopify, 'buyerIdentity', { customer: signal(undefined) });
  grant(extension.shopify, 'shippingAddress', signal(undefined));
});

afterEach(async () => {
  leave(extension);
  await server.stop();
});

const option = (key: string, weights = {}) => ({ key, label: { en: key.toUpperCase() }, weights });
const question = (key: string, more: Partial<Question> = {}): Question => ({
  key, type: 'single_choice', prompt: { en: `${key}?` }, options: [option('a'), option('b')], seconds: 5, ...more,
});
const survey = (handle: string, questions: Question[], more: Partial<Survey> = {}): Survey => ({
  handle, version: 1, languages: ['en'], placements: ['thank-you'], questions, thanks: { en: `Thanks for ${handle}!` }, ...more,
});
const says = (key: string, value: string) => ({ '==': [{ var: `answers.${key}` }, value] });

async function publish(...surveys: Survey[]) {
  const entries = metafields({ app_url: server.url, currency: 'EUR', surveys });
  extension.shopify.appMetafields.value = entries as unknown as typeof extension.shopify.appMetafields.value;
  await extension.render();
}

async function asks(...prompts: string[]) {
  await vi.waitFor(() => expect(texts('s-heading')).toEqual(prompts));
}

async function nothing() {
  await vi.waitFor(() => expect(document.body.innerHTML).toBe(''));
}

async function click(words: string) {
  [...document.body.querySelectorAll('s-link,s-button')].find(({ textContent }) => textContent === words)!.dispatchEvent(new Event('click'));
  await settle();
}

describe('whom and what', () => {
  const rich = { '>=': [{ var: 'order.value' }, 100] };

  test('the survey with the greatest priority goes first, and of several the first by name', async () => {
    await publish(survey('c', [question('c')]), survey('b', [question('b')], { priority: 2 }), survey('a', [question('a')], { priority: 2 }));
    await asks('a?');
  });

  test('where the first has nothing to ask, the next does', async () => {
    storage.set('known/guest', { answers: {}, closed: { a: 0 } });
    await publish(survey('first', [question('a')]), survey('rich', [question('b')], { audience: rich }), survey('then', [question('c')]));
    await asks('c?');
    expect(server.received).toHaveLength(0);
  });

  test.each([
    ['what the order costs', { '<': [{ var: 'order.value' }, 100] }],
    ['a discount code, however it was written', { in: ['welcome10', { var: 'order.discount_codes' }] }],
    ['the language she reads', { '==': [{ var: 'visit.language' }, 'en'] }],
    ['that nobody is known', { '!': [{ var: 'shopper.known' }] }],
  ])('an audience is decided by %s', async (_, audience) => {
    await publish(survey('one', [question('a')], { audience }));
    await asks('a?');
    expect(server.received).toHaveLength(0);
  });

  test('what an order costs in another currency only the server can tell', async () => {
    extension.shopify.cost.totalAmount.value = { amount: 900, currencyCode: 'SEK' };
    await publish(survey('one', [question('a')], { audience: rich }));
    await nothing();
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
  });

  test('a rule over what the page cannot know is put to the server, with what it can', async () => {
    const audience = { and: [{ in: ['tea', { var: 'order.vendors' }] }, { '>': [{ var: 'order.value' }, 50] }] };
    const only = survey('one', [question('a'), question('b')], { audience });
    server.answer = () => ({ status: 200, body: { survey: 'one', version: 1, next: only.questions[1], ask: ['b'], remaining: 1 } });
    await publish(only);
    await asks('b?');
    const { searchParams } = new URL(server.received[0]!.path, server.url);
    expect(JSON.parse(searchParams.get('facts')!)).toEqual({ 'order.value': 80 });
  });

  test('and nobody is asked by guess when it does not answer', async () => {
    server.answer = () => ({ status: 503, body: {} });
    const audience = { in: ['tea', { var: 'order.vendors' }] };
    await publish(survey('one', [question('a')], { audience }), survey('two', [question('b')], { audience }), survey('three', [question('c')]));
    await asks('c?');
    expect(server.received).toHaveLength(1);
  });

  test('a sample goes by this browser', async () => {
    const inside = Array.from({ length: 50 }, (_, at) => `s${at}`);
    storage.set('visitor', 'ada');
    const sample = { percent: 50 };
    await publish(...inside.map((handle) => survey(handle, [question(handle)], { sample })));
    const [first] = inside.sort().filter((handle) => sampled(sample, handle, 'ada'));
    await asks(`${first}?`);
  });

  test('nothing is asked beyond three questions or 45 seconds', async () => {
    await publish(survey('one', ['a', 'b', 'c', 'd'].map((key) => question(key))));
    await asks('a?', 'b?', 'c?');
    await choose('a', 'a');
    await submit();
    await banner('Thanks for one!');
    expect(server.received[0]!.body.complete).toBe(false);
  });

  test('a question that takes too long gives way to those that do not', async () => {
    await publish(survey('one', [question('a', { seconds: 20 }), question('b', { seconds: 46 }), question('c', { seconds: 20 }), question('d', { seconds: 10 })]));
    await asks('a?', 'c?');
  });

  test('who asked for a quiz gets all of it', async () => {
    await publish(survey('quiz', ['a', 'b', 'c', 'd'].map((key) => question(key)), { invited: true, endings: [{ key: 'x', title: { en: 'X' } }] }));
    await asks('a?', 'b?', 'c?', 'd?');
  });

  test('what was answered once is asked again when its wave is over', async () => {
    storage.set('known/guest', { answers: {}, closed: { a: Date.now() - 1, b: Date.now() + 60_000 } });
    await publish(survey('one', [question('a'), question('b')]));
    await asks('a?');
  });
});

describe('on the way', () => {
  const clarified = [question('source', { options: [option('podcast'), option('friend')] }), question('which', { if: says('source', 'podcast') }), question('last')];

  test('what clarifies an answer appears below it, and goes with it', async () => {
    await publish(survey('one', clarified));
    await asks('source?', 'last?');
    await choose('source', 'podcast');
    await asks('source?', 'which?', 'last?');
    await choose('which', 'a');
    await choose('source', 'friend');
    await asks('source?', 'last?');
    await submit();
    await banner('Thanks for one!');
    expect(server.received[0]!.body.answers).toEqual({ source: 'friend' });
    expect(server.received[0]!.body.shown.map((one) => one.question)).toEqual(['source', 'last']);
  });

  test('it takes the place of what is not begun yet, and never of what is', async () => {
    await publish(survey('one', [...clarified, question('more')]));
    await asks('source?', 'last?', 'more?');
    await choose('source', 'podcast');
    await asks('source?', 'which?', 'last?');
    await choose('source', 'friend');
    await choose('more', 'a');
    await choose('source', 'podcast');
    await asks('source?', 'which?', 'more?');
  });

  test('a branch leads past questions', async () => {
    await publish(survey('one', [question('a', { next: [{ if: says('a', 'b'), to: 'c' }] }), question('b'), question('c')]));
    await asks('a?', 'b?', 'c?');
    await choose('a', 'b');
    await asks('a?', 'c?');
  });

  test('what follows from an answer of another time is known', async () => {
    storage.set('known/guest', { answers: { source: 'podcast' }, closed: { source: 0 } });
    await publish(survey('one', clarified));
    await asks('which?', 'last?');
  });

  test('an answer that is sensitive is not kept in the browser', async () => {
    await publish(survey('one', [question('a', { sensitive: true }), question('b')]));
    await asks('a?', 'b?');
    await choose('a', 'b');
    await choose('b', 'a');
    await submit();
    await banner('Thanks for one!');
    expect(storage.get('known/guest')).toEqual({ answers: { b: 'a' }, closed: { a: 0, b: 0 }, at: expect.any(Number) });
  });

  test('the server’s word in a reply wins', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((key) => question(key));
    server.answer = ({ body }) => (body.answers.a ? { status: 201, body: { id: body.id, next: all[4], ask: ['e', 'd'], remaining: 2 } } : undefined);
    await publish(survey('one', all));
    await asks('a?', 'b?', 'c?');
    await choose('a', 'a');
    await submit();
    await asks('d?', 'e?');
  });
});

describe('what she gets', () => {
  const endings = [
    { key: 'calm', title: { en: 'Calm' } },
    { key: 'wild', title: { en: 'Wild' }, text: { en: 'Storm and salt.' }, image: 'https://cdn.example/wild.jpg', products: ['high-tide'], collections: ['sea'] },
  ];
  const quiz = [question('a', { options: [option('a', { calm: 1 }), option('b', { wild: 3 })] }), question('b', { options: [option('a', { calm: 1 }), option('b', { wild: 1 })] })];

  test('the ending of a quiz, why, and what the shop has for it', async () => {
    await publish(survey('quiz', quiz, { invited: true, endings }));
    await asks('a?', 'b?');
    await choose('a', 'b');
    await choose('b', 'b');
    await submit();
    await asks('Wild');
    expect(texts('s-paragraph')).toEqual(['Storm and salt.']);
    expect(texts('s-list-item')).toEqual(['a? B', 'b? B', 'High tide', 'Sea']);
    const links = [...document.body.querySelectorAll('s-link')].map((link) => link.getAttribute('href') ?? (link as unknown as { href: string }).href);
    expect(links.map((link) => link.replace(/^.*myshopify.com/, ''))).toEqual(['/products/high-tide', '/collections/sea']);
  });

  test('how others answered', async () => {
    server.answer = ({ body }) => ({ status: 201, body: { id: body.id, poll: { a: { a: 25, b: 75 } } } });
    await publish(survey('poll', [question('a')], { poll: { least: 20 } }));
    await asks('a?');
    expect(texts('s-progress')).toEqual([]);
    await choose('a', 'a');
    await submit();
    await banner('Thanks for poll!');
    expect(texts('s-text').map((words) => words?.split(':')[0])).toEqual(['a?', 'B', 'A']);
  });

  const reward = { handle: 'tenth', kind: 'percentage', value: '10', until: '2030-01-31T00:00:00Z' } as const;

  test('how many answers are left until her reward, and the code when none is', async () => {
    const translate = vi.spyOn(extension.shopify.i18n, 'translate');
    server.answer = ({ body }) => ({ status: 201, body: { id: body.id, reward: { code: 'TENTH-1' } } });
    await publish(survey('series', [question('a'), question('b')], { reward }));
    await asks('a?', 'b?');
    expect(translate).toHaveBeenCalledWith('left', { count: 2, reward: 'reward_off' });
    await choose('a', 'a');
    await choose('b', 'a');
    await submit();
    await banner('Thanks for series!');
    expect(texts('s-text')).toEqual(['reward', 'TENTH-1', 'reward_until']);
    expect(element('s-clipboard-item').getAttribute('text') ?? (element('s-clipboard-item') as unknown as { text: string }).text).toBe('TENTH-1');
  });

  test('a reward that nobody else is promised is not spoken of', async () => {
    const translate = vi.spyOn(extension.shopify.i18n, 'translate');
    await publish(survey('series', [question('a'), question('b')], { reward: { ...reward, ends: '2020-01-01T00:00:00Z' } }));
    await asks('a?', 'b?');
    expect(translate).not.toHaveBeenCalledWith('left', expect.anything());
  });

  test('a code that is promised is said to come, and looked for until it does', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 });
    const looked = () => server.received.filter(({ method }) => method === 'GET').length;
    const now = () => ({ survey: 'series', version: 1, remaining: 0, reward: looked() > 1 ? { code: 'TENTH-2' } : {} });
    server.answer = ({ method, body }) => (method === 'GET' ? { status: 200, body: now() } : { status: 201, body: { id: body.id, reward: {} } });
    await publish(survey('series', [question('a')], { reward }));
    await asks('a?');
    await choose('a', 'a');
    await submit();
    await vi.waitFor(() => expect(texts('s-text')).toContain('reward_coming'));
    await vi.waitFor(() => expect(texts('s-text')).toContain('TENTH-2'), { timeout: 10_000 });
    const posted = server.received.find(({ method }) => method === 'POST')!;
    expect(new URL(server.received.at(-1)!.path, server.url).searchParams.get('response')).toBe(posted.body.id);
    vi.useRealTimers();
  });
});

describe('what she is told and what she wants', () => {
  test('why stands by the question, the rest where she looks for it', async () => {
    const translate = vi.spyOn(extension.shopify.i18n, 'translate');
    await publish(survey('one', [question('a', { why: { en: 'To be there.' }, get: { en: 'A thank you.' }, use: { en: 'We count.' }, keep_days: 730 })]));
    await asks('a?');
    expect(texts('s-text').slice(0, 1)).toEqual(['To be there.']);
    expect(texts('s-details s-text')).toEqual(['about', 'get', 'A thank you.', 'use', 'We count.', 'kept', 'kept_years']);
    expect(translate).toHaveBeenCalledWith('kept_years', { count: 2 });
  });

  test.each([
    ['not_now', 'put_off', false],
    ['never', 'never_again', true],
  ])('%s is kept here and told to the server', async (words, said, never) => {
    await publish(survey('one', [question('a'), question('b')]));
    await asks('a?', 'b?');
    await click(words);
    await banner(said);
    await vi.waitFor(() => expect(server.received).toHaveLength(2));
    const visitor = storage.get('visitor');
    expect(server.received.map(({ path }) => path)).toEqual(['/storefront/v1/snoozes', '/storefront/v1/snoozes']);
    expect(server.received.map(({ body }) => body)).toEqual(expect.arrayContaining(['a', 'b'].map((key) => ({ question: key, never, visitor, order: ORDER }))));
    const { closed } = storage.get('known/guest') as { closed: Record<string, number> };
    const days = never ? 0 : Math.round((closed.a! - Date.now()) / 86_400_000);
    expect(never ? closed.a : days).toBe(never ? 0 : 14);
  });

  test('what is put off stays so even when the server cannot be reached', async () => {
    server.answer = () => ({ status: 503, body: {} });
    await publish(survey('one', [question('a')]));
    await asks('a?');
    await click('not_now');
    leave(extension);

    extension.setUp();
    extension.fetch = realFetch;
    extension.shopify.storage = storageIn(storage);
    extension.shopify.orderConfirmation.value = { order: { id: ORDER }, isFirstOrder: true };
    extension.shopify.settings.value = { survey: '' };
    extension.shopify.extension = { ...extension.shopify.extension, editor: undefined };
    grant(extension.shopify, 'buyerIdentity', { customer: signal(undefined) });
    grant(extension.shopify, 'shippingAddress', signal(undefined));
    await publish(survey('one', [question('a')]));
    await nothing();
  });

  test('a text is told what it is for as well', async () => {
    await publish(survey('one', [question('a', { type: 'text', options: undefined })]));
    await vi.waitFor(() => element('s-text-area'));
    expect(texts('s-details s-summary')).toEqual(['about']);
    await type('a', 'Socks');
    await submit();
    await banner('Thanks for one!');
  });
});
