// How the theme block asks as the stream asks: whom, what and in which order, by
// itself, and what becomes of the server's word.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { bucket } from '../shared/sample.ts';
import type { Question, Survey } from '../shared/survey.ts';
import { Server } from './server.ts';
import { draw, load, type Page, start } from './theme.ts';

let server: Server;
beforeEach(async () => {
  server = new Server();
  await server.start();
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  document.body.innerHTML = '';
  history.replaceState(null, '', '/');
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await server.stop();
});

type Asked = Question & Record<string, unknown>;
const choice = (key: string, more: Record<string, unknown> = {}): Asked => ({
  key,
  type: 'single_choice',
  prompt: { en: key },
  options: ['yes', 'no'].map((option) => ({ key: option, label: { en: `Label of ${option}` } })),
  ...more,
});
const survey = (handle: string, questions: Asked[], more: Record<string, unknown> = {}) =>
  ({ handle, version: 1, languages: ['en'], placements: ['theme'], questions, thanks: { en: 'Thanks!' }, ...more }) as Survey;
const page = (...surveys: Survey[]): Page => ({ published: { app_url: '', proxy_path: `${server.url}/apps/askwell`, surveys } });

const one = <T extends HTMLElement = HTMLElement>(selector: string) => document.querySelector<T>(selector)!;
const standing = () => one('[data-survey]:not([hidden])')?.dataset.survey;
const asked = () => [...document.querySelectorAll<HTMLElement>('[data-survey]:not([hidden]) form:not([hidden]) fieldset:not([hidden])')].map(({ dataset }) => dataset.key);
const choose = (key: string, option: string) => one(`[data-survey]:not([hidden]) [data-key=${key}] [value=${option}]`).click();
const submit = () => one('[data-survey]:not([hidden]) .askwell-send').click();
const sent = (n = 1) => vi.waitFor(() => expect(server.received).toHaveLength(n));
const ended = () => vi.waitFor(() => expect(one('[data-survey]:not([hidden]) form').hidden).toBe(true));
const replying = (...replies: object[]) => {
  server.answer = ({ body }) => ({ status: 201, body: { id: body.id, ...replies.shift() } });
};
const rule = (fact: string, value: unknown) => ({ '==': [{ var: fact }, value] });

describe('who is asked', () => {
  const meant = survey('meant', [choice('aa')], { audience: rule('visit.country', 'SE') });

  test('is decided by an audience, and nothing is seen before it is', async () => {
    const given = page(meant);
    document.body.innerHTML = draw(given);
    expect(standing()).toBeUndefined();
    await start();
    expect(standing()).toBe('meant');
    await load(page({ ...meant, audience: rule('visit.country', 'DK') } as Survey));
    expect(standing()).toBeUndefined();
    expect(server.received).toEqual([]);
  });

  test.each([
    ['a customer', rule('shopper.known', true), { customer: { id: 7 } }],
    ['who has ordered', rule('shopper.orders', 2), { customer: { id: 7, orders_count: 2 } }],
    ['who has spent', rule('shopper.spent', 12.5), { customer: { id: 7, total_spent: 1250 } }],
    ['who is tagged', { in: ['vip', { var: 'shopper.tags' }] }, { customer: { id: 7, tags: ['VIP'] } }],
    ['who ordered a while ago', rule('shopper.days_since_order', 3), { customer: { id: 7, last_order: { created_at: new Date(Date.now() - 3.5 * 864e5).toISOString() } } }],
    ['who looks at a product', rule('visit.product', 'low-tide'), { product: { handle: 'Low-Tide' } }],
    ['who has a cart', { and: [rule('cart.items', 2), { in: ['mugs', { var: 'cart.types' }] }] }, { cart: { item_count: 2, total_price: 900, items: [{ vendor: 'V', product: { handle: 'mug', type: 'Mugs' } }] } }],
    ['who answered before', rule('answers.zz', 'yes'), { customer: { id: 7, known: { answers: { zz: 'yes' } } } }],
  ])('is %s', async (_, audience, more) => {
    await load({ ...page({ ...meant, audience } as Survey), ...(more as Page) });
    expect(standing()).toBe('meant');
    await load(page({ ...meant, audience } as Survey));
    expect(standing()).toBeUndefined();
  });

  test('is told by how she came, on every page of the visit', async () => {
    history.replaceState(null, '', '/?utm_source=News');
    const given = page({ ...meant, audience: rule('visit.utm.source', 'news') } as Survey);
    await load(given);
    history.replaceState(null, '', '/products/mug');
    await load(given);
    expect(standing()).toBe('meant');
  });

  test('is told by how many products she has seen', async () => {
    const given = page({ ...meant, audience: { '>=': [{ var: 'visit.products_viewed' }, 2] } } as Survey);
    for (const handle of ['one', 'one']) await load({ ...given, product: { handle } });
    expect(standing()).toBeUndefined();
    await load({ ...given, product: { handle: 'two' } });
    expect(standing()).toBe('meant');
  });

  test('is sampled by her browser’s name, as on the server', async () => {
    const name = crypto.randomUUID();
    localStorage.setItem('askwell:visitor', JSON.stringify(name));
    const place = bucket('sample', 'meant', name);
    await load(page(survey('meant', [choice('aa')], { sample: { percent: place + 1 } })));
    expect(standing()).toBe('meant');
    await load(page(survey('meant', [choice('aa')], { sample: { percent: Math.max(place, 1), holdout: bucket('holdout', 'meant', name) + 1 } })));
    expect(standing()).toBeUndefined();
  });

  test('gets the first survey with something to ask', async () => {
    const surveys = [survey('first', [choice('aa')], { audience: rule('visit.country', 'DK') }), survey('second', [choice('bb')]), survey('third', [choice('cc')])];
    await load(page(...surveys));
    expect(standing()).toBe('second');
    await load({ ...page(...surveys), customer: { id: 7, known: { closed: { bb: 0 } } } });
    expect(standing()).toBe('third');
  });

  test('leaves no trace before she acts but a count', async () => {
    await load(page(survey('plain', [choice('aa')])));
    expect([{ ...localStorage }, sessionStorage.length]).toEqual([{ 'askwell:seen:plain': '1' }, 0]);
  });
});

describe('what is asked', () => {
  test('is as much as may be asked at once, and everything of what she starts herself', async () => {
    const questions = ['aa', 'bb', 'cc', 'dd'].map((key) => choice(key));
    await load(page(survey('many', questions)));
    expect(asked()).toEqual(['aa', 'bb', 'cc']);
    await load(page(survey('long', [choice('aa', { seconds: 30 }), choice('bb', { seconds: 20 }), choice('cc', { seconds: 15 })])));
    expect(asked()).toEqual(['aa', 'cc']);
    await load(page(survey('quiz', questions, { invited: true, endings: [{ key: 'one', title: { en: 'One' } }] })));
    expect(asked()).toEqual(['aa', 'bb', 'cc', 'dd']);
  });

  test('follows her answers as she gives them, and sends no hidden one', async () => {
    await load(page(survey('branching', [choice('aa'), choice('bb', { if: rule('answers.aa', 'yes') }), choice('cc', { if: rule('answers.bb', 'no') }), choice('dd')])));
    expect(asked()).toEqual(['aa', 'dd']);
    choose('aa', 'yes');
    expect(asked()).toEqual(['aa', 'bb', 'dd']);
    choose('bb', 'no');
    expect(asked()).toEqual(['aa', 'bb', 'cc']); // three at once
    choose('aa', 'no');
    expect(asked()).toEqual(['aa', 'dd']);
    submit();
    await sent();
    expect(server.received[0]!.body).toMatchObject({ answers: { aa: 'no' }, shown: [{ question: 'aa' }, { question: 'dd' }], complete: true });
    await ended();
  });

  test('jumps where an answer leads', async () => {
    await load(page(survey('jumping', [choice('aa', { next: [{ if: rule('answers.aa', 'yes'), to: 'cc' }] }), choice('bb'), choice('cc')])));
    expect(asked()).toEqual(['aa', 'bb', 'cc']);
    choose('aa', 'yes');
    expect(asked()).toEqual(['aa', 'cc']);
  });

  test('is not what is closed, until it is open again', async () => {
    const questions = ['aa', 'bb', 'cc'].map((key) => choice(key));
    const closed = { aa: 0, bb: Date.now() + 1e6, cc: Date.now() - 1e6 };
    await load({ ...page(survey('some', questions)), customer: { id: 7, known: { closed } } });
    expect(asked()).toEqual(['cc']);
  });

  test('comes again when its answer has aged', async () => {
    const given = page(survey('aging', [choice('aa', { half_life: 2 })]));
    await load(given);
    choose('aa', 'yes');
    submit();
    await ended();
    await load(given);
    expect(standing()).toBeUndefined();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2.1 * 864e5);
    await load(given);
    expect(standing()).toBe('aging');
  });

  test('without scripts is what no condition hangs on', () => {
    const questions = [choice('aa', { if: rule('visit.country', 'SE') }), choice('bb', { next: [{ to: 'dd' }] }), choice('cc'), choice('dd')];
    document.body.innerHTML = draw(page(survey('plain', questions)));
    expect(asked()).toEqual(['bb']);
    expect(one<HTMLInputElement>('[name=shown]').value).toBe('bb');
  });

  test.each([
    [1, 'We keep your answer for 1 day.'],
    [390, 'We keep your answer for 13 months.'],
    [1095, 'We keep your answer for 3 years.'],
  ])('says what she gets, how it is used and how long it is kept: %i days', (days, kept) => {
    document.body.innerHTML = draw(page(survey('plain', [choice('aa', { get: { en: 'A gift' }, use: { en: 'To pick it' }, keep_days: days })])));
    expect([...document.querySelectorAll('details p')].map(({ textContent }) => textContent)).toEqual(['A gift', 'To pick it', kept]);
  });
});

describe('the server’s word', () => {
  test('is asked on in place, under a new id', async () => {
    replying({ next: { key: 'dd' }, ask: ['dd', 'ee'] });
    await load(page(survey('steps', ['aa', 'bb', 'cc', 'dd', 'ee'].map((key) => choice(key)))));
    choose('aa', 'yes');
    submit();
    await vi.waitFor(() => expect(asked()).toEqual(['dd', 'ee']));
    expect(document.activeElement).toBe(one('[data-key=dd]'));
    choose('dd', 'no');
    submit();
    await ended();
    const [first, second] = server.received.map(({ body }) => body);
    expect([first!.complete, second!.complete]).toEqual([false, true]);
    expect(second!.answers).toEqual({ dd: 'no' });
    expect(second!.id).not.toBe(first!.id);
  });

  test('tells how many answers are left until the reward, then its code', async () => {
    const reward = { handle: 'ten', kind: 'percentage', value: '10' };
    replying({ ask: ['dd'], next: { key: 'dd' }, remaining: 1 }, { reward: { code: 'TEN-1' } });
    await load(page(survey('rewarded', ['aa', 'bb', 'cc', 'dd'].map((key) => choice(key)), { reward })));
    expect(one('[data-left]').textContent).toBe('4 answers left until your reward');
    for (const key of ['aa', 'bb', 'cc']) choose(key, 'yes');
    submit();
    await vi.waitFor(() => expect(one('[data-left]').textContent).toBe('1 answer left until your reward'));
    choose('dd', 'yes');
    submit();
    await ended();
    expect([one('[data-left]').textContent, one('output').textContent, one('[data-code]').hidden]).toEqual(['', 'TEN-1', false]);
    const writeText = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    one('[data-code] button').click();
    await vi.waitFor(() => expect(one('[data-code] button').textContent).toBe('Copied'));
    expect(writeText).toHaveBeenCalledWith('TEN-1');
  });

  test('may be that the reward is on its way', async () => {
    replying({ reward: {} });
    await load(page(survey('rewarded', [choice('aa')], { reward: { handle: 'gift', kind: 'gift' } })));
    choose('aa', 'yes');
    submit();
    await ended();
    expect([one('[data-left]').textContent, one('[data-code]').hidden]).toEqual(['Your reward is on its way.', true]);
  });

  test('shows how others answered', async () => {
    replying({ poll: { aa: { yes: 60, no: 40 } } });
    await load(page(survey('poll', [choice('aa')], { poll: { least: 5 } })));
    choose('aa', 'yes');
    submit();
    await ended();
    expect(one('[data-poll]').innerHTML).toBe('60 % Label of yes\n40 % Label of no\n');
  });
});

test('a quiz ends where the server says, and says why', async () => {
  const endings = [
    { key: 'light', title: { en: 'Light' } },
    { key: 'dark', title: { en: 'Dark' }, text: { en: 'Strong.' }, image: 'https://pictures.example/dark.png', products: ['moka', 'gone'] },
  ];
  const given = page(survey('quiz', [choice('aa')], { invited: true, endings }));
  replying({ ending: { key: 'dark', because: ['Label of yes', 'Roads'] } });
  await load({ ...given, all_products: { moka: { url: '/products/moka', title: 'Moka' } } });
  expect(document.querySelector('[data-snooze]')).toBeNull();
  choose('aa', 'yes');
  submit();
  await ended();
  expect(one('[data-ending=dark]').hidden).toBe(false);
  expect(one('[data-ending=light]').hidden).toBe(true);
  expect([...document.querySelectorAll('[data-ending=dark] a')].map(({ textContent }) => textContent)).toEqual(['Moka']);
  expect(one('[data-because]').textContent).toBe('You chose: Label of yes, Roads');
});

describe('who would rather not', () => {
  test.each([
    ['later', false, 'All right, not now.'],
    ['never', true, 'All right, we will not ask.'],
  ])('is not asked %s, here at once and by the server for good', async (how, never, said) => {
    const given = page(survey('some', [choice('aa'), choice('bb')]));
    server.answer = () => ({ status: 204, body: undefined as unknown as string });
    await load(given);
    one(`[data-snooze=${how}]`).click();
    expect(one('.askwell-thanks').textContent).toBe(said);
    await sent(2);
    expect(server.received.map(({ path }) => path)).toEqual(Array(2).fill('/apps/askwell/snoozes'));
    const visitor = JSON.parse(localStorage.getItem('askwell:visitor')!) as string;
    const told = server.received.map(({ body }) => body as unknown as { question: string });
    expect(told.sort((a, b) => a.question.localeCompare(b.question))).toMatchObject([{ question: 'aa', never, visitor }, { question: 'bb', never, visitor }]);
    await vi.waitFor(() => expect(Object.keys(localStorage).filter((name) => name.startsWith('askwell:queue'))).toEqual([]));
    await load(given);
    expect(standing()).toBeUndefined();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 15 * 864e5);
    await load(given);
    expect(standing()).toBe(never ? undefined : 'some');
  });
});

describe('what goes with an answer', () => {
  test('is the token of the cart, which the shop tells when she sends', async () => {
    const shop = new Server();
    await shop.start();
    shop.answer = () => ({ status: 200, body: { token: 'c1?key=2', item_count: 1 } });
    await load({ ...page(survey('cart', [choice('aa')])), shop: shop.url });
    choose('aa', 'yes');
    expect(shop.received).toEqual([]);
    submit();
    await ended();
    expect(shop.received.map(({ path }) => path)).toEqual(['/cart.js']);
    expect(server.received[0]!.body).toMatchObject({ cart: 'c1' });
    await shop.stop();
  });

  test('stays in her browser for the questions that follow, but for what is sensitive', async () => {
    const questions = [choice('aa'), choice('bb', { sensitive: true }), choice('cc', { if: rule('answers.aa', 'yes') }), choice('dd', { if: rule('answers.bb', 'yes') })];
    const given = page(survey('some', questions));
    await load(given);
    for (const key of ['aa', 'bb']) choose(key, 'yes');
    for (const fieldset of ['cc']) expect(asked()).toContain(fieldset);
    submit();
    await ended();
    expect(JSON.parse(localStorage.getItem('askwell:memory')!)).toMatchObject({ '': { answers: { aa: 'yes' } } });
    expect(localStorage.getItem('askwell:memory')).not.toContain('"bb":"yes"');
  });
});

test('before the first paint a block is as high as what it asks', async () => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(900);
  await load(page(survey('far', [choice('aa', { if: rule('visit.country', 'DE') })]), survey('some', [choice('bb')])));
  expect([standing(), one('section').style.minHeight]).toEqual(['some', '']);
});

describe('where somebody is looking after the page was painted', () => {
  beforeEach(() => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{} as PerformanceEntry]);
  });

  test('nothing comes that was not there', async () => {
    await load(page(survey('meant', [choice('aa')], { audience: rule('visit.country', 'SE') })));
    expect(standing()).toBeUndefined();
    const some = survey('some', [choice('aa'), choice('bb', { if: rule('visit.country', 'SE') })]);
    await load(page(some));
    expect(asked()).toEqual(['aa']);
  });

  test('what is settled is thanked for in the same place', async () => {
    localStorage.setItem('askwell:memory', JSON.stringify({ '': { closed: { aa: 0 } } }));
    await load(page(survey('some', [choice('aa')])));
    expect([one('form').hidden, one('.askwell-thanks').textContent, one('section').style.minHeight]).toEqual([true, 'Thanks!', '0px']);
  });

  test('further down everything may come', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, innerHeight, 1, 1));
    await load(page(survey('meant', [choice('aa')], { audience: rule('visit.country', 'SE') })));
    expect(standing()).toBe('meant');
  });
});
