// Renders question.liquid as a shop's page does, and starts its module.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Liquid } from 'liquidjs';
import { vi } from 'vitest';

import type { Published } from '../shared/survey.ts';

const folder = join(import.meta.dirname, '../theme-blocks');
export const source = (path: string) => readFileSync(join(folder, path), 'utf8');

export interface Page {
  published?: (Published & { proxy_path: string }) | null;
  settings?: { survey?: string };
  locale?: string;
  customer?: { id: number; answers: Record<string, unknown> };
  editor?: boolean;
}

function block(locale = 'en') {
  const engine = new Liquid({ strictFilters: true });
  const language = ['sv', 'sl', 'pl', 'da', 'es'].find((known) => locale.startsWith(known));
  const texts = JSON.parse(source(`locales/${language ?? 'en.default'}.json`)) as Record<string, Record<string, string>>;
  engine.registerFilter('t', (key: string) => {
    const [group = '', name = ''] = key.split('.');
    const text = texts[group]?.[name];
    if (text === undefined) throw new Error(`no text ${key}`);
    return text;
  });
  engine.registerFilter('asset_url', (name: string) => `/assets/${name}`);
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
export function draw({ published, settings = {}, locale = 'en', customer, editor = false }: Page): string {
  const { engine, template } = block(locale);
  const answers = Object.entries(customer?.answers ?? {}).map(([key, value]) => [key, { value }]);
  return engine.renderSync(template, {
    shop: { metafields: { $app: { surveys: { value: published } } } },
    block: { id: 'b1', settings },
    request: { locale: { iso_code: locale }, path: '/products/socks', design_mode: editor },
    customer: customer && { id: customer.id, metafields: { $app: Object.fromEntries(answers) } },
  }) as string;
}

/** Puts the block into the page and starts a fresh copy of its module, as a page load does. */
export async function load(page: Page): Promise<void> {
  document.body.innerHTML = draw(page);
  vi.resetModules();
  if (document.querySelector('script[src$="shuffle.js"]')) {
    // @ts-expect-error the module is plain JavaScript without exports
    await import('../theme-blocks/assets/shuffle.js');
  }
  // @ts-expect-error the module is plain JavaScript without exports
  await import('../theme-blocks/assets/askwell.js');
}
