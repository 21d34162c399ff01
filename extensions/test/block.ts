/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

// The thank-you page's block on one page after another of one browser, with a real
// server behind it.

import { getExtension } from '@shopify/ui-extensions-tester';
import { expect, vi } from 'vitest';

import type { Question, Survey } from '../shared/survey.ts';
import { grant, leave, metafields, settle, signal, storageIn, texts } from './form.ts';
import { Server } from './server.ts';

export const realFetch = globalThis.fetch;

export const option = (key: string, weights = {}) => ({ key, label: { en: key.toUpperCase() }, weights });

export const question = (key: string, more: Partial<Question> = {}): Question => ({
  key, type: 'single_choice', prompt: { en: `${key}?` }, options: [option('a'), option('b')], seconds: 5, ...more,
});

export const survey = (handle: string, questions: Question[], more: Partial<Survey> = {}): Survey => ({
  handle, version: 1, languages: ['en'], placements: ['thank-you'], questions, thanks: { en: `Thanks for ${handle}!` }, ...more,
});

/** Where a page is opened. */
export interface Page {
  order?: string;
  customer?: string;
  editing?: boolean;
}

export class Block {
  readonly extension = getExtension('purchase.thank-you.block.render', { configSearchDir: `${import.meta.dirname}/../thank-you` });
  /** What the browser keeps. */
  readonly storage = new Map<string, unknown>();
  readonly server = new Server();
  #open = false;

  get orders(): string[] {
    return this.server.received.map(({ body }) => body.order?.split('/').at(-1) ?? '');
  }

  /** Opens the page of an order, with what is published. */
  async open(surveys: Survey[], { order = '5501', customer, editing = false }: Page = {}): Promise<void> {
    this.close();
    this.#open = true;
    const { extension } = this;
    extension.setUp();
    extension.fetch = realFetch;
    const { shopify } = extension;
    shopify.extension = { ...shopify.extension, editor: editing ? { type: 'checkout' } : undefined };
    shopify.storage = storageIn(this.storage);
    shopify.orderConfirmation.value = { order: { id: `gid://shopify/OrderIdentity/${order}` }, isFirstOrder: true };
    shopify.localization.language.value = { isoCode: 'en' };
    shopify.settings.value = { survey: '' };
    grant(shopify, 'buyerIdentity', { customer: signal(customer && { id: `gid://shopify/Customer/${customer}` }) });
    grant(shopify, 'shippingAddress', signal(undefined));
    const entries = metafields({ app_url: this.server.url, surveys });
    shopify.appMetafields.value = entries as unknown as typeof shopify.appMetafields.value;
    await extension.render();
  }

  /** Leaves the page, whatever it is about to do. */
  close(): void {
    if (this.#open) leave(this.extension);
    this.#open = false;
  }
}

export async function asks(...prompts: string[]) {
  await vi.waitFor(() => expect(texts('s-heading')).toEqual(prompts), { timeout: 10_000 });
}

export async function nothing() {
  await vi.waitFor(() => expect(document.body.innerHTML).toBe(''));
}

export async function click(words: string) {
  [...document.body.querySelectorAll('s-link,s-button')].find(({ textContent }) => textContent === words)!.dispatchEvent(new Event('click'));
  await settle();
}

/** Time goes by a dozen times as fast, until what it returns is called. */
export function hurry(): () => void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const tick = setInterval(() => vi.advanceTimersByTime(250), 20);
  return () => {
    clearInterval(tick);
    vi.useRealTimers();
  };
}
