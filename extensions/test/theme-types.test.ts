// Every type of question as the theme block draws it, held against the fixtures
// that define the type: the plain form posts their fields, the module their answers.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { arranged } from '../shared/order.ts';
import type { Question } from '../shared/survey.ts';
import { type Case, fixtures } from './fixtures.ts';
import { Server } from './server.ts';
import { draw, load, type Page } from './theme.ts';

let server: Server;
beforeEach(async () => {
  server = new Server();
  await server.start();
  localStorage.clear();
});
afterEach(async () => {
  document.body.innerHTML = '';
  await server.stop();
});

const page = (question: Question, url = 'https://shop.example'): Page => ({
  published: {
    app_url: 'https://app.example',
    proxy_path: `${url}/apps/askwell`,
    surveys: [{ handle: 'asked-well', version: 3, languages: ['en'], placements: ['theme'], questions: [question], thanks: { en: 'Thanks!' } }],
  },
});

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const NAME = 'answers[asked]';
const controls = () => [...document.querySelectorAll<Control>(`[name="${NAME}"]`)];
const form = () => document.querySelector('form')!;
const fields = () => new FormData(form()).getAll(NAME).filter(Boolean);

/** Fills the form in as a shopper would; false where its controls do not let her. */
function fill({ form: wanted = [], other }: Case): boolean {
  const all = controls();
  for (const [at, value] of wanted.entries()) {
    const boxes = all.filter((one) => one.type === 'radio' || one.type === 'checkbox');
    if (boxes.length > 0) boxes.find((one) => one.value === value)?.click();
    else if (all[at]) {
      all[at].value = value;
      all[at].dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  if (other) document.querySelector<HTMLInputElement>('[name="other[asked]"]')!.value = other;
  return JSON.stringify(fields()) === JSON.stringify(wanted.filter(Boolean));
}

describe.each([...fixtures.keys()])('%s', (name) => {
  const good = fixtures.get(name)!.filter(({ problems }) => problems.length === 0);
  const cases = good.flatMap(({ file, question, cases }) =>
    cases.filter((one) => one.form).map((one) => ({ ...one, title: `${file}: ${one.name}`, question: { ...question, key: 'asked' } })),
  );

  test.each(cases)('$title', async ({ question, ...one }) => {
    document.body.innerHTML = draw(page(question));
    expect(fill(one)).toBe(!one.forged);
    if (one.forged) return;
    await load(page(question, server.url));
    fill(one);
    form().querySelector('button')!.click();
    if (one.answer == null || (Array.isArray(one.answer) && one.answer.length === 0)) {
      return expect(document.querySelector('.askwell-error')!.textContent).toBe('Please answer this question.');
    }
    await vi.waitFor(() => expect(form().hidden).toBe(true)); // or it would be remembered in the next test
    const { asked } = server.received[0]!.body.answers;
    const expected = typeof one.answer === 'string' ? one.answer.trim() : one.answer;
    expect([expected, one.value]).toContainEqual(asked);
    const options = question.options?.map(({ key }) => key) ?? [];
    const shown = server.received[0]!.body.shown[0]!.options;
    expect([...shown].sort()).toEqual([...options, ...(question.other ? ['other'] : [])].sort());
    if (!question.shuffle) expect(shown.slice(0, options.length)).toEqual(options);
  });

  test('names every control, and ties reason and complaint to it', () => {
    for (const { question } of good) {
      document.body.innerHTML = draw(page({ ...question, why: { en: 'Because.' } }));
      for (const control of document.querySelectorAll<Control>('input:not([type=hidden]), textarea, select')) {
        expect(control.labels?.length || control.getAttribute('aria-label')).toBeTruthy();
      }
      for (const id of document.querySelector('fieldset')!.getAttribute('aria-describedby')!.split(' ')) {
        expect(document.getElementById(id)).not.toBeNull();
      }
    }
  });
});

test('a consent that was ticked and is no more is taken back', async () => {
  await load(page({ key: 'asked', type: 'consent', prompt: { en: 'I agree.' } }, server.url));
  const box = controls()[0]!;
  box.click();
  box.click();
  form().querySelector('button')!.click();
  await vi.waitFor(() => expect(server.received).toHaveLength(1));
  expect(server.received[0]!.body.answers).toEqual({ asked: false });
});

describe('options that are shuffled', () => {
  const options = ['podcast', 'friend', 'search', 'social', 'shop'].map((key) => ({ key, label: { en: key }, pinned: key === 'shop' }));
  const question: Question = { key: 'asked', type: 'single_choice', prompt: { en: 'How?' }, options, shuffle: true, other: { label: { en: 'Else' } } };
  const keys = () => [...document.querySelectorAll<HTMLInputElement>('[data-shuffle] input, [data-shuffle]:first-of-type option')].map(({ value }) => value);
  const order = (visitor: string) => arranged(question, { survey: 'asked-well', version: 3, visitor }).map(({ key }) => key);

  test('stand for a customer as on every surface, and are told so', async () => {
    await load({ ...page(question, server.url), customer: { id: 7, answers: {} } });
    expect(keys()).toEqual(order('7'));
    controls()[0]!.click();
    form().querySelector('button')!.click();
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    expect(server.received[0]!.body.shown).toEqual([{ question: 'asked', options: [...order('7'), 'other'] }]);
  });

  test('stand for a guest the same on every page', async () => {
    await load(page(question));
    const visitor = JSON.parse(localStorage.getItem('askwell:visitor')!) as string;
    expect(keys()).toEqual(order(visitor));
    await load(page(question));
    expect(keys()).toEqual(order(visitor));
  });

  test('are shuffled in every list of a ranking alike', async () => {
    const ranking = { ...question, type: 'ranking', other: undefined, most: 2 };
    await load({ ...page(ranking, server.url), customer: { id: 7, answers: {} } });
    for (const list of document.querySelectorAll('select')) expect([...list.options].map(({ value }) => value)).toEqual(['', ...order('7')]);
  });

  test('leave no trace of a guest where nothing is shuffled', async () => {
    const html = draw(page({ ...question, shuffle: false }));
    expect(html).not.toContain('data-shuffle');
    await load(page({ ...question, shuffle: false }));
    expect(localStorage.getItem('askwell:visitor')).toBeNull();
  });
});

test('the names of a write-in are offered by the browser', () => {
  const other = { label: { en: 'Else' }, names: [{ name: 'Hard <Fork>' }, { name: 'Soft Fork' }] };
  document.body.innerHTML = draw(page({ key: 'asked', type: 'single_choice', prompt: { en: 'How?' }, options: [], other }));
  const input = document.querySelector<HTMLInputElement>('[name="other[asked]"]')!;
  expect([...input.list!.options].map(({ value }) => value)).toEqual(['Hard <Fork>', 'Soft Fork']);
});
