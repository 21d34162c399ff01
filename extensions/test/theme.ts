// Renders a theme block as a shop's page does, and starts its module.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Liquid } from 'liquidjs';
import { vi } from 'vitest';

import type { Published } from '../shared/survey.ts';
import type { Known } from '../theme-blocks/src/page.ts';

const folder = join(import.meta.dirname, '../theme-blocks');
export const source = (path: string) => readFileSync(join(folder, path), 'utf8');

export interface Goods {
  handle?: string;
  url: string;
  title: string;
  price?: number;
}

export interface Page {
  published?: (Published & { proxy_path: string }) | null;
  /** The block's file. */
  block?: string;
  settings?: Record<string, unknown>;
  locale?: string;
  customer?: { id: number; answers?: Record<string, unknown>; known?: Known & { left?: Record<string, number> }; [more: string]: unknown };
  cart?: { item_count: number; total_price: number; items: unknown[] };
  product?: { handle: string };
  all_products?: Record<string, Goods>;
  collections?: Record<string, { products: Goods[] }>;
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

function block(locale = 'en', name = 'question') {
  const engine = new Liquid({ strictFilters: true, templates: snippets });
  engine.registerFilter('t', translator(locale));
  engine.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null).replace(/</g, '\\u003c'));
  engine.registerFilter('money', (cents: number) => `€${(cents / 100).toFixed(2)}`);
  engine.registerFilter('image_url', (image: { src: string }, ...named: [string, unknown][]) => `${image.src}?${named.map((pair) => pair.join('=')).join('&')}`);
  engine.registerFilter('md5', (text: unknown) => createHash('md5').update(String(text)).digest('hex'));
  engine.registerFilter('asset_url', (name: string) => `/theme-blocks/assets/${name}`);
  const [template = ''] = source(`blocks/${name}.liquid`).split('{% schema %}');
  return { engine, template: engine.parse(template) };
}

/** What the block reads that it has not assigned itself: "request.path"; a name in a variable is "*". */
export function globals(handle?: string): string[] {
  const { engine, template } = block('en', handle);
  const paths = engine.globalVariableSegmentsSync(template).map((path) => path.map((part) => (typeof part === 'string' ? part : '*')).join('.'));
  return [...new Set(paths)].sort();
}

/** A block's HTML. */
export function draw({ published, block: name, settings = {}, locale = 'en', customer, cart, product, all_products = {}, collections = {}, editor = false, shop = '' }: Page): string {
  const { engine, template } = block(locale, name);
  const { answers = {}, known, ...person } = customer ?? {};
  const fields = Object.entries({ ...answers, ...(known && { known }) }).map(([key, value]) => [key, { value }]);
  return engine.renderSync(
    template,
    {},
    {
      globals: {
        shop: { currency: 'EUR', metafields: { $app: { surveys: { value: published } } } },
        block: { id: name ?? 'b1', settings },
        request: { locale: { iso_code: locale }, path: '/products/socks', page_type: product ? 'product' : 'index', design_mode: editor },
        localization: { country: { iso_code: 'SE' } },
        routes: { cart_url: `${shop}/cart` },
        cart: { currency: { iso_code: 'EUR' }, item_count: 0, total_price: 0, items: [], ...cart },
        customer: customer && { orders_count: 0, total_spent: 0, tags: [], ...person, metafields: { $app: Object.fromEntries(fields) } },
        product,
        all_products,
        collections,
      },
    },
  ) as string;
}

/** Puts blocks into the page and starts a fresh copy of their module, as a page load does. */
export async function load(...pages: Page[]): Promise<void> {
  document.body.innerHTML = pages.map(draw).join('');
  await start();
}

/** What jsdom has not: locks by name, each held by one at a time, of every tab. */
let held: Promise<unknown> = Promise.resolve();
const locks = { request: (_: string, work: () => unknown) => (held = held.then(work)) };

/** What a page listens to ends with it; a test of two tabs keeps both. */
const open = new Set<AbortController>();
const listen = self.addEventListener.bind(self);
const waiting = new Set<ReturnType<typeof setTimeout>>();
const wait = globalThis.setTimeout;
globalThis.setTimeout = ((work: () => void, after?: number) => {
  const timer = wait(work, after);
  if (after! >= 2000) waiting.add(timer);
  return timer;
}) as typeof setTimeout;
export function leave(): void {
  for (const page of open) page.abort();
  open.clear();
  for (const timer of waiting) clearTimeout(timer);
  waiting.clear();
}

export async function start({ tab = 'same' } = {}): Promise<void> {
  if (tab === 'same') leave();
  const page = new AbortController();
  open.add(page);
  self.addEventListener = (type: string, heard: EventListenerOrEventListenerObject) => listen(type, heard, { signal: page.signal });
  if (!navigator.locks) Object.assign(navigator, { locks });
  self.matchMedia ??= (query) => ({ matches: query === 'all' }) as MediaQueryList;
  vi.resetModules();
  // @ts-expect-error what is built has no types
  await import('../theme-blocks/assets/askwell.js');
  // @ts-expect-error nor has this
  if (document.body.innerHTML.includes('rules.js')) await import('../theme-blocks/assets/rules.js');
  await new Promise((resolve) => setTimeout(resolve));
}
