// What else the module does on a page of a shop: it tells how often it was seen, opens
// a prompt, keeps preferences and rewards true, and asks nothing in two places.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Question, Survey } from '../shared/survey.ts';
import { refusal, Server } from './server.ts';
import { load, type Page } from './theme.ts';

let server: Server;
beforeEach(async () => {
  server = new Server();
  await server.start();
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await server.stop();
});

const choice = (key: string, more: object = {}): Question => ({ key, type: 'single_choice', prompt: { en: key }, options: ['yes', 'no'].map((option) => ({ key: option, label: { en: option } })), ...more });
const survey = (handle: string, keys: string[], more: object = {}) =>
  ({ handle, version: 1, languages: ['en'], placements: ['theme', 'prompt'], questions: keys.map((key) => choice(key)), thanks: { en: 'Thanks!' }, ...more }) as Survey;
const page = (block: string, surveys: Survey[], settings: Record<string, unknown> = {}): Page => ({ block, settings, published: { app_url: '', proxy_path: `${server.url}/apps/askwell`, surveys } });

const one = <T extends HTMLElement = HTMLInputElement>(selector: string) => document.querySelector<T>(selector)!;
const asked = (root: string) => [...document.querySelectorAll<HTMLElement>(`${root} [data-survey]:not([hidden]) form:not([hidden]) fieldset:not([hidden])`)].map(({ dataset }) => dataset.key);
const choose = (root: string, key: string, option: string) => one(`${root} [data-survey]:not([hidden]) [data-key=${key}] [value=${option}]`).click();

describe('how often a survey was shown', () => {
  test('is counted without a request, and told with the first thing she does', async () => {
    const given = page('question', [survey('some', ['aa', 'bb'])]);
    for (let visits = 0; visits < 3; visits++) await load(given);
    expect(server.displays).toEqual([]);
    choose('', 'aa', 'yes');
    choose('', 'bb', 'no');
    await vi.waitFor(() => expect(server.displays).toEqual([{ survey: 'some', version: 1, surface: 'theme', event: 'started', seen: 3, questions: ['aa', 'bb'] }]));
    await load(given);
    one('[data-snooze=later]').click();
    await vi.waitFor(() => expect(server.displays[1]).toMatchObject({ event: 'shown', seen: 1 }));
    expect(server.displays).toHaveLength(2);
  });

  test('is told of a hundred at most', async () => {
    localStorage.setItem('askwell:seen:some', '250');
    await load(page('question', [survey('some', ['aa'])]));
    choose('', 'aa', 'yes');
    await vi.waitFor(() => expect(server.displays[0]).toMatchObject({ seen: 100 }));
  });
});

describe('a prompt', () => {
  const prompt = (settings: Record<string, unknown>) => page('prompt', [survey('some', ['aa'])], { after: 0, ...settings });
  const isOpen = () => !one('[data-prompt]').hidden;
  const scrollTo = (y: number) => {
    vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockReturnValue(innerHeight + 1000);
    vi.stubGlobal('scrollY', y);
    dispatchEvent(new Event('scroll'));
  };
  const leaveAt = (clientY: number) => document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY }));

  test('opens after a while', async () => {
    await load(prompt({}));
    vi.useFakeTimers();
    vi.resetModules();
    const loaded = load(prompt({ after: 20 }));
    await vi.advanceTimersByTimeAsync(19_900);
    await loaded;
    expect(isOpen()).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(isOpen()).toBe(true);
    expect(asked('[data-prompt]')).toEqual(['aa']);
  });

  test('opens when enough of the page is scrolled', async () => {
    await load(prompt({ scroll: 50 }));
    scrollTo(499);
    expect(isOpen()).toBe(false);
    scrollTo(500);
    expect(isOpen()).toBe(true);
  });

  test('opens when the mouse leaves at the top, and nowhere else', async () => {
    await load(prompt({ exit: true }));
    leaveAt(300);
    expect(isOpen()).toBe(false);
    leaveAt(-1);
    expect(isOpen()).toBe(true);
  });

  test('opens when enough products were viewed in the visit', async () => {
    await load({ ...prompt({ views: 2 }), product: { handle: 'one' } });
    expect(isOpen()).toBe(false);
    await load({ ...prompt({ views: 2 }), product: { handle: 'two' } });
    expect(isOpen()).toBe(true);
  });

  test('opens for nothing that was not set, and not for who has nothing to answer', async () => {
    await load(prompt({}));
    scrollTo(1000);
    leaveAt(-1);
    expect(isOpen()).toBe(false);
    localStorage.setItem('askwell:memory', JSON.stringify({ '': { closed: { aa: 0 } } }));
    await load(prompt({ exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(false);
  });

  test('opens once a visit, without taking the focus', async () => {
    await load(prompt({ exit: true }));
    const before = document.activeElement;
    leaveAt(-1);
    expect([isOpen(), document.activeElement]).toEqual([true, before]);
    await load(prompt({ exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(false);
    sessionStorage.clear();
    await load(prompt({ exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(true);
    expect(server.received).toEqual([]);
  });

  test.each(['Escape', 'the button'])('is closed by %s, gives the focus back and is quiet for two weeks', async (how) => {
    await load(prompt({ exit: true }));
    const link = document.body.appendChild(document.createElement('button'));
    link.focus();
    leaveAt(-1);
    one('[data-prompt] [value=yes]').focus();
    if (how === 'Escape') document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    else one('[data-close]').click();
    expect([isOpen(), document.activeElement]).toEqual([false, link]);
    await vi.waitFor(() => expect(server.displays).toMatchObject([{ surface: 'prompt', event: 'shown', seen: 1 }]));
    sessionStorage.clear();
    await load(prompt({ exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(false);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 15 * 864e5);
    await load(prompt({ exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(true);
  });

  test('never opens again for who said never, whatever there is to ask', async () => {
    await load(prompt({ exit: true }));
    leaveAt(-1);
    one('[data-snooze=never]').click();
    one('[data-close]').click();
    sessionStorage.clear();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000 * 864e5);
    await load(page('prompt', [survey('other', ['bb'])], { exit: true }));
    leaveAt(-1);
    expect(isOpen()).toBe(false);
  });

  test('opens for a merchant who selects it in the theme editor', async () => {
    await load({ ...prompt({}), editor: true });
    one('[data-prompt]').parentElement!.dispatchEvent(new Event('shopify:block:select', { bubbles: true }));
    expect([isOpen(), asked('[data-prompt]')]).toEqual([true, ['aa']]);
  });
});

describe('several blocks on one page', () => {
  test('ask a question in one place alone', async () => {
    const surveys = [survey('some', ['aa', 'bb']), survey('more', ['bb', 'cc'])];
    await load({ ...page('question', surveys, { survey: 'some' }) }, page('question', surveys, { survey: 'more' }), page('prompt', surveys, { exit: true }));
    document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY: -1 }));
    expect(asked('')).toEqual(['aa', 'bb', 'cc']);
    expect(one('[data-prompt]').hidden).toBe(true);
  });
});

describe('the preference picker', () => {
  const pick = () => page('preferences', [survey('likes', ['style', 'milk', 'size'])]);
  const box = (key: string, option: string) => one(`[data-picker] [data-key=${key}] [value=${option}]`);
  const save = () => one('[data-picker] .askwell-send').click();

  test('stands filled in with what a guest has said, and is asked nowhere else', async () => {
    localStorage.setItem('askwell:memory', JSON.stringify({ '': { answers: { style: 'no' }, closed: { style: 0 } } }));
    await load(page('question', [survey('some', ['milk', 'dd'])]), pick());
    expect([box('style', 'no').checked, box('style', 'yes').checked, box('milk', 'yes').checked]).toEqual([true, false, false]);
    expect(asked('[data-askwell]')).toEqual(['dd']);
  });

  test('sends only what she has changed, says so and stays', async () => {
    localStorage.setItem('askwell:memory', JSON.stringify({ '': { answers: { style: 'no', milk: 'yes' } } }));
    await load(pick());
    box('style', 'yes').click();
    box('milk', 'yes').checked = false;
    box('milk', 'yes').dispatchEvent(new Event('input', { bubbles: true }));
    save();
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    const { path, body } = server.received[0]!;
    expect(path).toBe('/apps/askwell/preferences');
    expect(body).toEqual({ id: expect.any(String), locale: 'en', visitor: expect.any(String), set: { style: 'yes' }, clear: ['milk'] });
    await vi.waitFor(() => expect(one('[data-picker] .askwell-thanks').parentElement!.hidden).toBe(false));
    expect(one('[data-picker] form').hidden).toBe(false);
    await load(pick());
    expect([box('style', 'yes').checked, box('milk', 'yes').checked]).toEqual([true, false]);
    expect(server.displays).toEqual([]);
  });

  test('says beside a question what is refused', async () => {
    server.answer = () => refusal('set.milk', 'invalid');
    await load(pick());
    box('milk', 'no').click();
    save();
    await vi.waitFor(() => expect(one('[data-key=milk] .askwell-error').textContent).toBe('Please check this answer.'));
  });
});

test('the way to a reward is true for a guest, and after each answer', async () => {
  const rewarded = survey('some', ['aa', 'bb', 'cc'], { reward: { handle: 'ten', kind: 'percentage', value: '10' } });
  localStorage.setItem('askwell:memory', JSON.stringify({ '': { answers: { aa: 'yes' }, closed: { aa: 0 } } }));
  await load(page('question', [rewarded]), page('reward-progress', [rewarded]));
  expect(one<never>('progress') as HTMLProgressElement).toMatchObject({ max: 3, value: 1 });
  choose('[data-askwell]', 'bb', 'yes');
  one('[data-askwell] .askwell-send').click();
  await vi.waitFor(() => expect(one<never>('progress') as HTMLProgressElement).toMatchObject({ value: 2 }));
  expect(one('[data-progress] [data-left]').textContent).toMatch(/^1 answer/);
});
