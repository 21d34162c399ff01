// What Shopify refuses at deploy, and what we promise to shops.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const files = (...path: string[]) => readdirSync(join(root, ...path));
const json = (...path: string[]) => JSON.parse(read(...path)) as unknown;
const bytes = (text: string) => Buffer.byteLength(text);

const extensions = readdirSync(root).filter((folder) => existsSync(join(root, folder, 'dist')));
const blocks = files('theme-blocks/blocks').map((file) => read('theme-blocks/blocks', file));
const snippets = files('theme-blocks/snippets').map((file) => read('theme-blocks/snippets', file));
const assets = files('theme-blocks/assets').filter((file) => /\.(js|css)$/.test(file));
const schemas = blocks.map((block) => JSON.parse(/\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(block)?.[1] ?? '') as { name: string });

/** Every path to a text, "question.send". */
function keys(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return [at];
  return Object.entries(value as object).flatMap(([key, inner]) => keys(inner, at ? `${at}.${key}` : key));
}

const FORM = /^(.+)\.(zero|one|two|few|many|other)$/;

/** The same with all forms of a number as one. */
const phrases = (value: unknown) => [...new Set(keys(value).map((key) => FORM.exec(key)?.[1] ?? key))];

describe('theme blocks', () => {
  test('all Liquid together is at most 100,000 bytes, in at most 30 blocks', () => {
    expect(blocks.length).toBeLessThanOrEqual(30);
    expect(bytes([...blocks, ...snippets].join(''))).toBeLessThanOrEqual(100_000);
  });

  test('a block’s name has fewer than 25 characters', () => {
    const texts = json('theme-blocks/locales/en.default.schema.json') as Record<string, Record<string, string>>;
    for (const { name } of schemas) {
      const [group = '', key = ''] = name.replace(/^t:/, '').split('.');
      expect((texts[group]?.[key] ?? '').length).toBeGreaterThan(0);
      expect((texts[group]?.[key] ?? '').length).toBeLessThan(25);
    }
  });

  test('a module has fewer than 10,000 bytes', () => {
    expect(assets).toEqual(['askwell.css', 'askwell.js', 'rules.js']);
    for (const file of assets) expect(bytes(read('theme-blocks/assets', file))).toBeLessThan(10_000);
  });

  test('scripts and styles together are at most 6,000 bytes gzip', () => {
    const weight = assets.reduce((sum, file) => sum + gzipSync(read('theme-blocks/assets', file), { level: 9 }).length, 0);
    expect(weight).toBeLessThanOrEqual(6_000);
  });

  test('only what pages load is deployed', () => {
    const ignored = read('theme-blocks/.shopifyignore').split('\n');
    const folders = files('theme-blocks').filter((name) => statSync(join(root, 'theme-blocks', name)).isDirectory());
    expect(folders.filter((name) => !ignored.includes(`${name}/*`))).toEqual(['assets', 'blocks', 'locales', 'snippets']);
  });
});

describe.each(['theme-blocks', ...extensions])('the words of %s', (folder) => {
  const complete = phrases(json(folder, 'locales/en.default.json'));

  test.each(['sv', 'sl', 'pl', 'da', 'es'])('are all there in %s', (language) => {
    const texts = json(folder, `locales/${language}.json`);
    expect(phrases(texts)).toEqual(complete);
  });

  test.each(['en.default', 'sv', 'sl', 'pl', 'da', 'es'])('have in %s every form that numbers take', (language) => {
    const rules = new Intl.PluralRules(language.slice(0, 2));
    const needed = new Set(['other', ...Array.from({ length: 200 }, (_, number) => rules.select(number))]);
    const given = new Map<string, string[]>();
    for (const key of keys(json(folder, `locales/${language}.json`))) {
      const [, phrase, form] = FORM.exec(key) ?? [];
      if (phrase && form) given.set(phrase, [...(given.get(phrase) ?? []), form]);
    }
    for (const [phrase, forms] of given) expect([phrase, ...forms.sort()]).toEqual([phrase, ...[...needed].sort()]);
  });

  test('can stand in HTML as they are', () => {
    for (const file of files(folder, 'locales')) expect(read(folder, 'locales', file)).not.toMatch(/[<>&']/);
  });

  test('are at most 15,000 bytes a language', () => {
    for (const file of files(folder, 'locales')) expect(bytes(read(folder, 'locales', file))).toBeLessThanOrEqual(15_000);
  });
});

describe.each(extensions)('the extension %s', (folder) => {
  const manifest = read(folder, 'shopify.extension.toml');
  const value = (key: string) => new RegExp(`^\\s*${key} = "([^"]+)"`, 'm').exec(manifest)?.[1] ?? '';

  test('names an API version that Shopify deploys', () => expect(value('api_version') >= '2026-01').toBe(true));

  test('is called as its folder', () => expect(value('handle')).toBe(folder));

  test('reads the app’s own metafields by the name manifests use', () => {
    for (const [, namespace] of manifest.matchAll(/namespace = "([^"]+)"/g)) expect(namespace).toBe('$app');
  });

  test('has an id of its own', () => {
    const ids = extensions.map((one) => /uid = "([^"]+)"/.exec(read(one, 'shopify.extension.toml'))?.[1]);
    expect(new Set(ids).size).toBe(extensions.length);
  });

  test('translates every key it uses, and no other', () => {
    const asks = read(folder, 'src/index.tsx').includes('<SurveyBlock');
    const own = files(folder, 'src').map((file) => read(folder, 'src', file)).join('');
    const asking = ['SurveyBlock', 'SurveyForm', 'About', 'Reward', 'Ending', 'Poll'];
    const parts = (asks ? asking : ['About'].filter((part) => own.includes(`/${part}.tsx`))).map((part) => `shared/${part}.tsx`);
    const fields = asks || own.includes('/questions/index.ts') ? ['when', 'where', 'day', 'month'] : [];
    const forms = [...fields, ...(asks || own.includes('/About.tsx') ? ['required', 'too_long', 'invalid'] : [])];
    const code = [own, ...parts.map((path) => read(path))].join('');
    const told = phrases(json(folder, 'locales/en.default.json'));
    const used = [...code.matchAll(/translate\('(\w+)'/g)].map(([, key]) => key!);
    expect(['name', 'yes', 'no', ...forms, ...used].filter((key) => !told.includes(key))).toEqual([]);
    const composed = [...code.matchAll(/`(\w+_)\$\{/g)].map(([, start]) => start!);
    const needed = (key: string) => code.includes(`'${key}'`) || composed.some((start) => key.startsWith(start));
    expect(told.filter((key) => !['name', 'yes', 'no', ...forms].includes(key) && !needed(key))).toEqual([]);
  });
});
