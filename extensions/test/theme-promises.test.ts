// What every block of the theme promises, whatever is published.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import type { Published, Question, Survey } from '../shared/survey.ts';
import { draw, type Page, source } from './theme.ts';

const EVIL = '"><script>alert(1)</script>';
const blocks = readdirSync(join(import.meta.dirname, '../theme-blocks/blocks')).map((file) => file.replace('.liquid', ''));
const option = (key: string, more = {}) => ({ key, label: { en: `${key} ${EVIL}` }, ...more });

const likes = (more: Partial<Question> = {}): Question => ({
  key: 'likes', type: 'multiple_choice', prompt: { en: `What? ${EVIL}` }, why: { en: EVIL }, use: { en: EVIL },
  options: [option('trails', { collection: 'trails' }), option('roads', { product: 'shoe' }), option('sofas')], ...more,
});
const pick: Question = { key: 'pick', type: 'single_choice', prompt: { en: 'Which?' }, options: [option('a'), option('b')] };

const survey = (handle: string, questions: Question[], more: Partial<Survey> = {}): Survey => ({
  handle, version: 1, languages: ['en', 'sv'], placements: ['theme', 'cart', 'prompt'], questions, ...more,
});

const published = (surveys: Survey[]): Published & { proxy_path: string } => ({ app_url: 'https://app.example', proxy_path: '/apps/askwell', surveys });
const reward = { handle: 'ten', kind: 'percentage', value: '10' };
const everything = published([
  survey('said', [likes(), pick], { reward } as Partial<Survey>),
  survey('quiz', [pick], { invited: true, endings: [{ key: 'end', title: { en: EVIL }, products: ['shoe'] }] } as Partial<Survey>),
  survey('poll', [pick], { poll: { least: 5 } } as Partial<Survey>),
]);

const shoe = { handle: 'shoe', url: '/products/shoe', title: `Shoe ${EVIL}`, price: 1250 };
const goods = { all_products: { shoe }, collections: { trails: { products: [shoe, { ...shoe, handle: 'map', url: '/products/map' }] } } };
const page = (block: string, more: Partial<Page> = {}): Page => ({
  block, published: everything, cart: { item_count: 1, total_price: 1250, items: [] }, ...goods, ...more, settings: { heading: EVIL, intro: EVIL, question: 'likes', products: 4, ask: true, link: '/', ...more.settings },
});
const put = (given: Page) => {
  document.body.innerHTML = draw(given);
  return document.body;
};
const one = <T extends Element = HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

afterEach(() => {
  document.body.innerHTML = '';
});

describe.each(blocks)('the block %s', (block) => {
  test('has no style, handler or foreign address in the page', () => {
    const html = draw(page(block));
    expect(html).toContain('class="askwell');
    expect(html.replace(/<script type="application\/json">[^]*?<\/script>/g, '')).not.toMatch(/\son\w+=|javascript:|\sstyle=|<style|https?:/);
  });

  test('says nothing of what people wrote as markup', () => {
    put(page(block));
    expect([...document.querySelectorAll('script')].filter(({ type, src }) => !src && type !== 'application/json')).toEqual([]);
    for (const script of document.querySelectorAll('script[type="application/json"]')) expect(() => JSON.parse(script.textContent!) as unknown).not.toThrow();
    expect(document.querySelector('h2')!.textContent).toBe(EVIL);
  });

  test('is nothing where nothing is published, and says why in the theme editor', () => {
    for (const none of [null, published([])]) {
      expect(draw(page(block, { published: none })).trim()).toBe('');
      expect(draw(page(block, { published: none, editor: true }))).toMatch(/^\s*<p>Askwell: [^<]+<\/p>\s*$/);
    }
  });

  test('speaks English where the page’s language is none of ours, and says which language a survey is in', () => {
    put(page(block, { locale: 'fi-FI' }));
    for (const form of document.querySelectorAll('form[action$="/responses"]')) expect(form.getAttribute('lang')).toBe('en');
    for (const button of document.querySelectorAll('form[lang] button')) expect(button.getAttribute('lang')).toBe('fi-FI');
    expect(document.body.textContent).not.toMatch(/Translation missing|undefined/);
  });

  test('can be aligned, rounded, widened and coloured', () => {
    put(page(block, { settings: { align: 'center', radius: 'large', width: 'full', inherit: false, scheme: 'scheme-2' } }));
    expect(one('.askwell').className).toMatch(/gradient color-scheme-2/);
    expect(one('.askwell').dataset).toMatchObject({ align: 'center', radius: 'large' });
    put(page(block));
    expect(one('.askwell').className).not.toContain('color-');
  });

  test('names every control, by an id of its own', () => {
    put(page(block));
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea')) {
      expect(field.labels?.length || field.getAttribute('aria-label')).toBeTruthy();
    }
    for (const fieldset of document.querySelectorAll('fieldset')) {
      for (const id of fieldset.getAttribute('aria-describedby')!.split(' ')) expect(document.getElementById(id)).not.toBeNull();
    }
  });
});

test.each([['question', 'theme'], ['quiz', 'theme'], ['poll', 'theme'], ['cart-reason', 'cart'], ['prompt', 'prompt']])('%s posts from %s, by itself', (block, surface) => {
  put(page(block));
  const form = one<HTMLFormElement>('[data-survey]:not([hidden]) form');
  expect([form.method, form.getAttribute('action')]).toEqual(['post', '/apps/askwell/responses']);
  const fields = new FormData(form);
  expect(fields.get('surface')).toBe(surface);
  expect(fields.get('shown')).toBeTruthy();
  expect((JSON.parse(one('.askwell > script').textContent!) as { surface: string; facts: object }).facts).toMatchObject({ 'visit.surface': surface });
});

test('nothing is asked beside an empty cart', () => {
  expect(draw(page('cart-reason', { cart: { item_count: 0, total_price: 0, items: [] } })).trim()).toBe('');
});

test('a quiz block asks quizzes only, a poll block polls', () => {
  put(page('quiz'));
  expect([...document.querySelectorAll<HTMLElement>('[data-survey]')].map(({ dataset }) => dataset.survey)).toEqual(['quiz']);
  put(page('poll'));
  expect([...document.querySelectorAll<HTMLElement>('[data-survey]')].map(({ dataset }) => dataset.survey)).toEqual(['poll']);
});

test('a prompt is a dialog that nobody sees before it is opened', () => {
  put(page('prompt', { settings: { heading: 'A word?', after: 20, position: 'slide' } }));
  const root = one('.askwell');
  expect([root.hidden, root.getAttribute('role'), root.getAttribute('aria-label'), root.dataset.at]).toEqual([true, 'dialog', 'A word?', 'slide']);
  expect(one('[data-close]').getAttribute('aria-label')).toBe('Close');
  expect(JSON.parse(one('script').textContent!)).toMatchObject({ prompt: { after: 20, scroll: 0, exit: false, views: 0 } });
});

describe('preferences', () => {
  const ada = (answers: Record<string, unknown>) => ({ id: 7, answers });

  test('are one form that needs no script, and that may be left blank', () => {
    put(page('preferences', { customer: ada({ likes: ['trails', 'sofas'], pick: 'b' }) }));
    const form = one<HTMLFormElement>('form');
    expect([form.method, form.getAttribute('action')]).toEqual(['post', '/apps/askwell/preferences']);
    expect([...new FormData(form).entries()]).toEqual([
      ['locale', 'en'], ['back', '/products/socks'], ['shown', 'likes pick'], ['answers[likes]', 'trails'], ['answers[likes]', 'sofas'], ['was[likes]', '["trails","sofas"]'], ['answers[pick]', 'b'], ['was[pick]', '"b"'],
    ]);
    one<HTMLInputElement>('input[value=""]').click();
    expect(new FormData(form).get('answers[pick]')).toBe('');
    expect(document.querySelector('[required], [data-needed]')).toBeNull();
  });

  test('prefer the app’s word to a metafield, which may be older', () => {
    put(page('preferences', { customer: { id: 7, answers: { pick: 'a' }, known: { answers: { pick: 'b' } } } }));
    expect(new FormData(one<HTMLFormElement>('form')).get('answers[pick]')).toBe('b');
  });

  test('are those that the merchant names, in her order', () => {
    put(page('preferences', { settings: { questions: 'pick, said' } }));
    expect([...document.querySelectorAll('fieldset')].map(({ dataset }) => dataset.key)).toEqual(['pick', 'likes']);
  });

  test('keep what was written in', () => {
    const other = { ...pick, other: { label: { en: 'Else' } }, max_length: 20 };
    put(page('preferences', { published: published([survey('said', [other])]), customer: ada({ pick: `mine ${EVIL}` }) }));
    const fields = new FormData(one<HTMLFormElement>('form'));
    expect([fields.get('answers[pick]'), fields.get('other[pick]')]).toEqual(['other', `mine ${EVIL}`]);
  });

  test('never ask what is sensitive, nor for a consent', () => {
    const secret = [likes({ sensitive: true }), { key: 'may', type: 'consent', prompt: { en: 'May we?' } }];
    expect(draw(page('preferences', { published: published([survey('said', secret)]), settings: { questions: 'said,likes,may' } })).trim()).toBe('');
  });
});

describe('a row for her', () => {
  const told = (value: unknown, more: Partial<Page> = {}) => page('for-you', { customer: { id: 7, answers: { likes: value } }, ...more });
  const links = () => [...document.querySelectorAll<HTMLAnchorElement>('[role=listitem] a')].map((a) => a.getAttribute('href'));

  test('shows what her answers stand for, each product once, and says why', () => {
    put(told(['trails', 'roads', 'sofas']));
    expect(links()).toEqual(['/products/shoe', '/products/map']);
    expect(one('.askwell-why').textContent).toBe(`Because you told us: trails ${EVIL}, roads ${EVIL}`);
    expect(document.querySelector('script')).toBeNull();
  });

  test('understands a single answer, and shows no more than is wanted', () => {
    const single = published([survey('said', [likes({ type: 'single_choice' })])]);
    put(told('trails', { published: single, settings: { products: 1 } }));
    expect(links()).toEqual(['/products/shoe']);
    put(told('rail', { published: single }));
    expect(links()).toEqual([]);
  });

  test('never tells of what is sensitive, in whatever survey it is', () => {
    const secret = published([survey('said', [likes()]), survey('health', [likes({ sensitive: true })])]);
    for (const settings of [{}, { ask: true }]) expect(draw(told(['trails'], { published: secret, settings })).trim()).toBe('');
  });

  test('is the merchant’s own for whoever has not answered, else the question, else nothing', () => {
    put(page('for-you', { settings: { collection: goods.collections.trails } }));
    expect(links()).toEqual(['/products/shoe', '/products/map']);
    expect(document.querySelector('.askwell-why')).toBeNull();
    put(page('for-you'));
    expect(one('[data-picker] fieldset').dataset.key).toBe('likes');
    expect(draw(page('for-you', { settings: { ask: false } })).trim()).toBe('');
    expect(draw(page('for-you', { settings: { question: 'gone' } })).trim()).toBe('');
  });
});

describe('a reward’s progress', () => {
  test('is what the app knows of a customer, and a guest’s whole way', () => {
    put(page('reward-progress', { customer: { id: 7, known: { left: { said: 1 } } } }));
    expect(one('[data-left]').textContent).toBe('1 answer left until 10 % off');
    expect(one<HTMLProgressElement>('progress')).toMatchObject({ max: 2, value: 1 });
    put(page('reward-progress'));
    expect(one('[data-left]').textContent).toBe('2 answers left until 10 % off');
    expect(JSON.parse(one('script').textContent!)).toMatchObject({ told: 2, questions: ['likes', 'pick'], left: { length: 3 } });
  });

  test('promises nothing that is over, or that not everybody is asked for', () => {
    const with_ = (more: object) => draw(page('reward-progress', { published: published([survey('said', [pick], more as Partial<Survey>)]) })).trim();
    expect(with_({ reward })).not.toBe('');
    expect(with_({ reward: { ...reward, ends: '2020-01-01T00:00:00Z' } })).toBe('');
    expect(with_({ reward, sample: { holdout: 10 } })).toBe('');
    expect(with_({ reward, audience: { var: 'shopper.known' } })).toBe('');
    expect(with_({})).toBe('');
  });
});

test('the theme editor knows every word of every block, in six languages', () => {
  const keys = new Set(blocks.flatMap((block) => [...source(`blocks/${block}.liquid`).matchAll(/"t:([\w.]+)"/g)].map(([, key]) => key!)));
  for (const language of ['en.default', 'sv', 'sl', 'pl', 'da', 'es']) {
    const words = JSON.parse(source(`locales/${language}.schema.json`)) as Record<string, Record<string, string>>;
    const given = Object.entries(words).flatMap(([group, texts]) => Object.keys(texts).map((key) => `${group}.${key}`));
    expect([language, ...given.sort()]).toEqual([language, ...[...keys].sort()]);
    for (const block of blocks) expect(words[block.replaceAll('-', '_')]!.name!.length).toBeLessThan(25);
  }
});
