import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { published } from './published.ts';
import { refusal, Server } from './server.ts';
import { draw, globals, load, type Page } from './theme.ts';

let server: Server;
let page: Page;

beforeEach(async () => {
  server = new Server();
  await server.start();
  page = { published: { ...published, proxy_path: `${server.url}/apps/askwell` } };
  localStorage.clear();
});

afterEach(async () => {
  document.body.innerHTML = '';
  await server.stop();
});

function element<T extends HTMLElement = HTMLInputElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}
const choose = (...values: string[]) => {
  for (const value of values) element(`input[value=${value}]`).click();
};
const type = (name: string, value: string) => {
  element(`[name="${name}"]`).value = value;
  element(`[name="${name}"]`).dispatchEvent(new Event('input', { bubbles: true }));
};
const submit = () => element('button').click();
const error = (key: string) => element(`[data-key=${key}] .askwell-error`);
const thanked = (text: string) =>
  vi.waitFor(() => {
    expect(element('.askwell-thanks').hidden).toBe(false);
    expect(element('.askwell-thanks').textContent).toBe(text);
    expect(element('form').hidden).toBe(true);
  });
const asked = () => [...document.querySelectorAll<HTMLFieldSetElement>('[data-survey]:not([hidden]) fieldset:not([disabled])')].map(({ dataset }) => dataset.key);
const settled = (...keys: string[]) => localStorage.setItem('askwell:memory', JSON.stringify({ '': { closed: Object.fromEntries(keys.map((key) => [key, 0])) } }));
const queue = () => Object.keys(localStorage).filter((name) => name.startsWith('askwell:queue'));

describe('the plain form', () => {
  test('posts by itself what the app proxy understands', () => {
    document.body.innerHTML = draw({ published });
    choose('podcast', 'news', 'care');
    type('answers[wish]', 'Socks');
    const form = element<HTMLFormElement>('form');
    expect(form.method).toBe('post');
    expect(form.getAttribute('action')).toBe('/apps/askwell/responses');
    expect([...new FormData(form).entries()]).toEqual([
      ['survey', 'how-did-you-hear'],
      ['version', '3'],
      ['surface', 'theme'],
      ['locale', 'en'],
      ['back', '/products/socks'],
      ['shown', 'source topics wish'],
      ['answers[source]', 'podcast'],
      ['other[source]', ''],
      ['options[source]', 'podcast friend other'],
      ['answers[topics]', 'news'],
      ['answers[topics]', 'care'],
      ['options[topics]', 'news care'],
      ['answers[wish]', 'Socks'],
    ]);
  });

  test('says nothing as markup', () => {
    document.body.innerHTML = draw({ published });
    expect(element('legend').textContent).toBe('How did you <hear> about us?');
    expect(document.querySelector('hear')).toBeNull();
  });

  test('has no inline handler or script, and asks for no other host', () => {
    const html = draw({ published });
    expect(html).not.toMatch(/\son\w+=|javascript:|style=|https?:/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="application/json">', '<script type="module" src="/theme-blocks/assets/askwell.js">']);
  });

  test('speaks the page’s language, else the survey’s first', () => {
    document.body.innerHTML = draw({ published, locale: 'sv-SE' });
    expect(element('form').lang).toBe('sv');
    expect(element('legend').textContent).toBe('Hur hörde du talas om oss?');
    expect(element('button').textContent).toBe('Skicka');
    expect([...document.querySelectorAll('.askwell-choice span')].slice(0, 2).map((span) => span.textContent)).toEqual(['En podd', 'A friend']);
  });

  test('names every field, and ties reason and complaint to it', () => {
    document.body.innerHTML = draw({ published });
    for (const fieldset of document.querySelectorAll('fieldset')) {
      for (const id of fieldset.getAttribute('aria-describedby')!.split(' ')) expect(document.getElementById(id)).not.toBeNull();
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), textarea')) {
      expect(field.labels?.length || field.ariaLabel || field.getAttribute('aria-label')).toBeTruthy();
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each<[string, Page]>([
    ['nothing is published', { published: null }],
    ['no survey is for the theme', { published: { ...published, surveys: [published.surveys[0]!] } }],
    ['the merchant named another survey', { published, settings: { survey: 'elsewhere' } }],
    ['every answer is known', { published, customer: { id: 7, answers: { source: 'podcast', topics: ['news'], wish: 'socks' } } }],
  ])('is not drawn when %s', (_, given) => {
    expect(draw(given).trim()).toBe('');
    expect(draw({ ...given, editor: true })).toContain('Askwell: publish a survey');
  });

  test('asks a customer only what is not known of her', () => {
    document.body.innerHTML = draw({ published, customer: { id: 7, answers: { source: 'podcast', wish: 'Socks' } } });
    expect(asked()).toEqual(['topics']);
    expect(element('[name=shown]').value).toBe('topics');
  });

  test('depends on nothing but what Shopify gives to every theme block', () => {
    expect(globals()).toEqual([
      'all_products.*', 'article.handle', 'block', 'cart.currency.iso_code', 'cart.item_count', 'cart.items', 'cart.total_price', 'collection.handle',
      'collections.*', 'customer', 'customer.id', 'customer.last_order', 'customer.last_order.created_at', 'customer.metafields.$app.*.value',
      'customer.metafields.$app.known.value', 'customer.orders_count', 'customer.tags', 'customer.total_spent', 'localization.country.iso_code',
      'product.handle', 'request.design_mode', 'request.locale.iso_code', 'request.page_type', 'request.path', 'routes.cart_url',
      'shop.currency', 'shop.metafields.$app.surveys.value',
    ]);
  });
});

describe('the module', () => {
  test('posts once as every surface posts, and thanks in place', async () => {
    await load(page);
    expect(server.received).toHaveLength(0);
    choose('podcast', 'news', 'care');
    type('answers[wish]', ' Socks ');
    submit();
    submit();
    await thanked('Thanks a lot!');

    expect(server.received).toHaveLength(1);
    const { path, headers, body } = server.received[0]!;
    expect(path).toBe('/apps/askwell/responses');
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-requested-with': 'askwell' });
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      survey: 'how-did-you-hear',
      version: 3,
      surface: 'theme',
      locale: 'en',
      visitor: expect.stringMatching(/^[0-9a-f-]{36}$/),
      facts: {
        'cart.items': 0, 'cart.products': [], 'cart.types': [], 'cart.value': 0, 'cart.vendors': [], 'shopper.known': false,
        'visit.country': 'SE', 'visit.device': 'desktop', 'visit.language': 'en', 'visit.locale': 'en', 'visit.page': 'home',
        'visit.products_viewed': 0, 'visit.surface': 'theme',
      },
      shown: [
        { question: 'source', options: ['podcast', 'friend', 'other'] },
        { question: 'topics', options: ['news', 'care'] },
        { question: 'wish' },
      ],
      answers: { source: 'podcast', topics: ['news', 'care'], wish: 'Socks' },
      started_at: expect.stringMatching(/Z$/),
      complete: true,
    });
    expect(document.activeElement).toBe(element('.askwell-thanks'));
    expect(queue()).toEqual([]);
    expect(document.cookie).toBe('');
  });

  test('is gone for who comes back, and asks another customer', async () => {
    settled('source', 'topics', 'wish');
    await load(page);
    expect(element('[data-survey]').hidden).toBe(true);
    await load({ ...page, customer: { id: 7 } });
    expect(asked()).toEqual(['source', 'topics', 'wish']);
  });

  test('asks only what was not asked in this browser before', async () => {
    settled('source', 'topics');
    await load(page);
    expect(asked()).toEqual(['wish']);
    type('answers[wish]', 'Socks');
    submit();
    await thanked('Thanks a lot!');
    expect(server.received[0]!.body).toMatchObject({ shown: [{ question: 'wish' }], answers: { wish: 'Socks' } });
    await load(page);
    expect(asked()).toEqual([]);
  });

  test('sends a write-in, and asks for it when it is empty', async () => {
    await load(page);
    choose('other');
    submit();
    expect(error('source').textContent).toBe('Please answer this question.');
    expect(document.activeElement).toBe(element('[data-key=source]'));
    type('other[source]', 'a poster');
    expect(error('source').hidden).toBe(true);
    submit();
    await thanked('Thanks a lot!');
    expect(server.received[0]?.body.answers).toEqual({ source: { other: 'a poster' } });
  });

  test('goes to a required question that was left out', async () => {
    await load(page);
    type('answers[wish]', 'Socks');
    submit();
    expect(error('source').textContent).toBe('Please answer this question.');
    expect(document.activeElement).toBe(element('[data-key=source]'));
    expect(element('input[value=podcast]').getAttribute('aria-invalid')).toBe('true');
    expect(server.received).toHaveLength(0);
  });

  test('says beside a question what the server refuses, and lets it be mended', async () => {
    server.answer = () => (server.received.length === 1 ? refusal('answers.wish', 'too_long') : undefined);
    await load(page);
    choose('podcast');
    type('answers[wish]', 'long');
    submit();
    await vi.waitFor(() => expect(error('wish').textContent).toMatch(/too long/));
    expect(queue()).toEqual([]);
    type('answers[wish]', 'short');
    submit();
    await thanked('Thanks a lot!');
    expect(server.received[1]?.body.answers.wish).toBe('short');
  });

  test('says that a response is refused as a whole', async () => {
    server.answer = () => ({ status: 401, body: { type: 'unauthorized' } });
    await load(page);
    choose('podcast');
    submit();
    await vi.waitFor(() => expect(error('source').textContent).toMatch(/could not take your answer/));
    expect(element('form').hidden).toBe(false);
  });

  test.each([
    ['the server is down', { status: 503, body: { type: 'unavailable' } }],
    ['too many ask', { status: 429, body: { type: 'throttled' } }],
    ['the shop answers with a page of its own', { status: 200, body: '<html>Password</html>' }],
  ])('keeps an answer when %s, and sends it from the next page under the same id', async (_, answer) => {
    server.answer = () => (server.received.length === 1 ? answer : undefined);
    await load(page);
    choose('podcast');
    submit();
    await thanked('Thank you! Your answer is saved on this device and will be sent as soon as you are back online.');
    expect(queue()).toHaveLength(1);

    await load(page); // another page of the shop
    await vi.waitFor(() => expect(queue()).toEqual([]));
    const [first, second] = server.received.map(({ body }) => body);
    expect(second).toEqual(first);
  });

  test('sends what it kept when the connection is back', async () => {
    const { url } = server;
    await server.stop();
    await load(page);
    choose('podcast');
    submit();
    await thanked('Thank you! Your answer is saved on this device and will be sent as soon as you are back online.');
    expect(queue()).toHaveLength(1);

    server = new Server();
    await server.start(Number(new URL(url).port));
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(queue()).toEqual([]));
    expect(server.received).toHaveLength(1);
  });

  test('asks no more once another tab has the answer', async () => {
    await load(page);
    expect(element('form').hidden).toBe(false);
    settled('source', 'topics', 'wish');
    window.dispatchEvent(new StorageEvent('storage'));
    await thanked('Thanks a lot!');
  });

  test('gives up an answer that is a month old, and only that', async () => {
    const kept = (id: string, days: number) => localStorage.setItem(`askwell:queue${Date.now() - days * 864e5}${id}`, JSON.stringify({ url: `${server.url}/x`, body: { id } }));
    kept('1', 31);
    kept('2', 29);
    await load(page);
    await vi.waitFor(() => expect(queue()).toEqual([]));
    expect(server.received.map(({ body }) => body.id)).toEqual(['2']);
  });

  test('works without storage', async () => {
    vi.stubGlobal('localStorage', undefined);
    await load(page);
    choose('podcast');
    submit();
    await thanked('Thanks a lot!');
    expect(server.received).toHaveLength(1);
    vi.unstubAllGlobals();
  });

  test('leaves nothing on the page’s global object', async () => {
    const before = Object.keys(window);
    await load(page);
    expect(Object.keys(window)).toEqual(before);
  });
});
