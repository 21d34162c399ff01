// What a shopper does to a block of s-* elements, and what the page hands to it.

import { render } from 'preact';
import { expect, vi } from 'vitest';

import type { Storage } from '../shared/memory.ts';
import type { MetafieldEntry } from '../shared/survey.ts';

export function element<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.body.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in ${document.body.innerHTML}`);
  return found;
}

export const texts = (selector: string) => [...document.body.querySelectorAll(selector)].map(({ textContent }) => textContent);

export const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

export const attribute = (selector: string, name: string) => {
  const found = element(selector) as HTMLElement & Record<string, unknown>;
  return found[name] ?? found.getAttribute(name);
};

export const banner = (text: string) => vi.waitFor(() => expect(element('s-banner').textContent).toBe(text), { timeout: 10_000 });

export async function choose(list: string, ...values: string[]) {
  Object.assign(element(`s-choice-list[name=${list}]`), { values });
  element(`s-choice-list[name=${list}]`).dispatchEvent(new Event('change'));
  await settle();
}

export async function type(field: string, value: string) {
  Object.assign(element(`[name=${field}]`), { value });
  element(`[name=${field}]`).dispatchEvent(new Event('input'));
  await settle();
}

export async function submit() {
  element('s-form').dispatchEvent(new Event('submit'));
  await settle();
}

/** A host's storage over a map. */
export function storageIn(kept: Map<string, unknown>) {
  return {
    read: async <T,>(key: string) => (kept.get(key) ?? null) as T | null,
    write: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
    delete: async (key: string) => void kept.delete(key),
  } satisfies Storage;
}

/** Leaves the page. The tester would clear it with a Preact of its own, which may take ours for what it drew itself. */
export function leave(extension: { tearDown: () => void }): void {
  render(null, document.body);
  extension.tearDown();
}

/** Gives an API what it has only where an app may see it; the mock leaves that out. */
export function grant(shopify: object, name: 'buyerIdentity' | 'shippingAddress', value: unknown): void {
  Object.defineProperty(shopify, name, { configurable: true, writable: true, value });
}

/** A value of a page that stays as it is. */
export const signal = <T,>(value: T) => ({ value, subscribe: () => () => undefined });

const metafield = (type: string, key: string, value: string) =>
  ({ target: { type, id: 'gid://shopify/Any/1' }, metafield: { namespace: '$app', key, value, valueType: 'string' } }) as MetafieldEntry;

/** The shop's metafield with what is published, and metafields of the customer. */
export function metafields(published: unknown, customer: Record<string, string> = {}): MetafieldEntry[] {
  const own = Object.entries(customer).map(([key, value]) => metafield('customer', key, value));
  return [metafield('shop', 'surveys', JSON.stringify(published)), ...own];
}
