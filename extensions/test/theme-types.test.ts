// Every type of question as the theme block draws it, held against the fixtures
// that define the type: the plain form posts their fields, the module their answers.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

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
    const shown = server.received[0]!.body.shown[0]!.options ?? [];
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
  const keys = () => [...document.querySelectorAll<HTMLInputElement>('[data-key] input[type=radio]')].map(({ value }) => value);
  const orderFor = (id?: number, asked = question) => {
    document.body.innerHTML = draw({ ...page(asked), ...(id && { customer: { id, answers: {} } }) });
    return keys();
  };

  test('stand in an order of her own, the pinned ones in their place, and nothing moves', async () => {
    const order = orderFor(7);
    expect([...order].sort()).toEqual(['friend', 'other', 'podcast', 'search', 'shop', 'social']);
    expect(order.slice(4)).toEqual(['shop', 'other']);
    expect(orderFor(7)).toEqual(order);
    await load({ ...page(question, server.url), customer: { id: 7, answers: {} } });
    expect(keys()).toEqual(order);
    controls()[0]!.click();
    form().querySelector('button')!.click();
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    expect(server.received[0]!.body.shown).toEqual([{ question: 'asked', options: order }]);
  });

  test('come first as often as each other', () => {
    const first = Array.from({ length: 400 }, (_, id) => orderFor(id + 1)[0]!);
    for (const key of ['podcast', 'friend', 'search', 'social']) {
      const times = first.filter((one) => one === key).length;
      expect(times).toBeGreaterThan(60);
      expect(times).toBeLessThan(140);
    }
  });

  test('are told by the form that posts itself, too', () => {
    const order = orderFor(7);
    expect(new FormData(form()).get('options[asked]')).toBe(order.join(' '));
  });

  test('stand for guests in one order for an hour, which needs no trace of them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const at = (hour: number) => (vi.setSystemTime(hour * 36e5), orderFor().join());
    expect(at(1.2)).toBe(at(1.8));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(at)).size).toBeGreaterThan(3);
    vi.useRealTimers();
    await load(page(question));
    expect(localStorage.getItem('askwell:visitor')).toBeNull();
  });

  test('stand in every list of a ranking alike, and where nothing is shuffled as the merchant has them', async () => {
    const ranking = { ...question, type: 'ranking', other: undefined, most: 2 };
    orderFor(7, ranking);
    const [one, two] = [...document.querySelectorAll('select')].map((list) => [...list.options].map(({ value }) => value));
    expect(one).toEqual(two);
    expect([one![0], one![5], new Set(one).size]).toEqual(['', 'shop', 6]);
    expect(orderFor(7, { ...question, shuffle: false })).toEqual([...options.map(({ key }) => key), 'other']);
  });
});

test('the names of a write-in are offered by the browser', () => {
  const other = { label: { en: 'Else' }, names: [{ name: 'Hard <Fork>' }, { name: 'Soft Fork' }] };
  document.body.innerHTML = draw(page({ key: 'asked', type: 'single_choice', prompt: { en: 'How?' }, options: [], other }));
  const input = document.querySelector<HTMLInputElement>('[name="other[asked]"]')!;
  expect([...input.list!.options].map(({ value }) => value)).toEqual(['Hard <Fork>', 'Soft Fork']);
});
