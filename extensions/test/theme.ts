// Renders question.liquid as a shop's page does, and starts its module.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Liquid } from 'liquidjs';
import { vi } from 'vitest';

import type { Published } from '../shared/survey.ts';
import type { Known } from '../theme-blocks/src/page.ts';

const folder = join(import.meta.dirname, '../theme-blocks');
export const source = (path: string) => readFileSync(join(folder, path), 'utf8');

export interface Page {
  published?: (Published & { proxy_path: string }) | null;
  settings?: { survey?: string };
  locale?: string;
  customer?: { id: number; answers?: Record<string, unknown>; known?: Known & { left?: Record<string, number> }; [more: string]: unknown };
  cart?: { item_count: number; total_price: number; items: unknown[] };
  product?: { handle: string };
  all_products?: Record<string, { url: string; title: string }>;
  editor?: boolean;
  /** Where the shop's own pages are; nowhere unless a test has one. */
  shop?: string;
}

const snippets = Object.fromEntries(readdirSync(join(folder, 'snippets')).map((file) => [file.replace('.liquid', ''), source(`snippets/${file}`)]));

/** The text of a key in a language, in the form for a count. */
function translator(locale: string) {
  const language = ['sv', 'sl', 'pl', 'da', 'es'].find((known) => locale.startsWith(known));
  const texts = JSON.parse(source(`locales/${language ?? 'en.default'}.json`)) as object;
  return (key: string, ...named: [string, unknown][]) => {
    const values = Object.fromEntries(named);
    let text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts);
    if (text instanceof Object) text = (text as Record<string, string>)[new Intl.PluralRules(language ?? 'en').select(Number(values.count))];
    if (typeof text !== 'string') throw new Error(`no text ${key}`);
    return text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name]));
  };
}

function block(locale = 'en') {
  const engine = new Liquid({ strictFilters: true, templates: snippets });
  engine.registerFilter('t', translator(locale));
  engine.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null).replace(/</g, '\\u003c'));
  engine.registerFilter('asset_url', (name: string) => `/theme-blocks/assets/${name}`);
  const [template = ''] = source('blocks/question.liquid').split('{% schema %}');
  return { engine, template: engine.parse(template) };
}

/** What the block reads that it has not assigned itself: "request.path"; a name in a variable is "*". */
export function globals(): string[] {
  const { engine, template } = block();
  const paths = engine.globalVariableSegmentsSync(template).map((path) => path.map((part) => (typeof part === 'string' ? part : '*')).join('.'));
  return [...new Set(paths)].sort();
}

/** The block's HTML. */
export function draw({ published, settings = {}, locale = 'en', customer, cart, product, all_products = {}, editor = false, shop = '' }: Page): string {
  const { engine, template } = block(locale);
  const { answers = {}, known, ...person } = customer ?? {};
  const fields = Object.entries({ ...answers, ...(known && { known }) }).map(([key, value]) => [key, { value }]);
  return engine.renderSync(
    template,
    {},
    {
      globals: {
        shop: { currency: 'EUR', metafields: { $app: { surveys: { value: published } } } },
        block: { id: 'b1', settings },
        request: { locale: { iso_code: locale }, path: '/products/socks', page_type: product ? 'product' : 'index', design_mode: editor },
        localization: { country: { iso_code: 'SE' } },
        routes: { cart_url: `${shop}/cart` },
        cart: { currency: { iso_code: 'EUR' }, item_count: 0, total_price: 0, items: [], ...cart },
        customer: customer && { orders_count: 0, total_spent: 0, tags: [], ...person, metafields: { $app: Object.fromEntries(fields) } },
        product,
        all_products,
        collections: {},
      },
    },
  ) as string;
}

/** Puts the block into the page and starts a fresh copy of its module, as a page load does. */
export async function load(page: Page): Promise<void> {
  document.body.innerHTML = draw(page);
  await start();
}

export async function start(): Promise<void> {
  vi.resetModules();
  // @ts-expect-error what is built has no types
  await import('../theme-blocks/assets/askwell.js');
  // @ts-expect-error nor has this
  if (document.body.innerHTML.includes('rules.js')) await import('../theme-blocks/assets/rules.js');
  await new Promise((resolve) => setTimeout(resolve));
}
