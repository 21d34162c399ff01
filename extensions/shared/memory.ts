// What a surface remembers in this browser: that a survey was answered on this
// order, or an answer that is still to be sent; and which questions this shopper
// has answered at all.

import type { Submission } from './submission.ts';

export type Remembered = { state: 'sent' } | { state: 'waiting'; submission: Submission };

/** The host's storage, as far as it is used. */
export interface Storage {
  read: (key: string) => Promise<unknown>;
  write: (key: string, value: unknown) => Promise<void>;
  delete: (key: string) => Promise<void>;
}

export interface Memory {
  recall: () => Promise<Remembered | null>;
  keep: (remembered: Remembered) => Promise<void>;
  forget: () => Promise<void>;
  /** The keys of every question answered here, on whatever order. */
  answered: () => Promise<string[]>;
  learn: (keys: string[]) => Promise<void>;
  /** Who is asked, as far as the order of options needs to know. */
  visitor: () => Promise<string>;
}

/** What a memory is of. The ids are Shopify's; a guest has none. */
export interface Remembering {
  survey: string;
  order?: string;
  customer?: string;
}

/** A memory of one survey on one order. Storage that fails remembers nothing, and no more. */
export function memoryIn(storage: Storage, { survey, order, customer }: Remembering): Memory {
  const once = `survey/${survey}/${number(order)}`;
  const always = `answered/${number(customer) || 'guest'}`; // two people may share a browser
  const read = async (key: string) => storage.read(key).catch(() => null);
  const write = (key: string, value: unknown) => storage.write(key, value).catch(() => undefined);
  const answered = async () => {
    const keys = await read(always);
    return Array.isArray(keys) ? (keys as string[]) : [];
  };
  return {
    recall: async () => (await read(once)) as Remembered | null,
    keep: (remembered) => write(once, remembered),
    forget: () => storage.delete(once).catch(() => undefined),
    answered,
    visitor: async () => {
      if (customer) return number(customer);
      const known = await read('visitor');
      if (typeof known === 'string') return known;
      const visitor = crypto.randomUUID();
      await write('visitor', visitor);
      return visitor;
    },
    learn: async (keys) => write(always, [...new Set([...(await answered()), ...keys])]),
  };
}

// An order is OrderIdentity/1 on the thank-you page and Order/1 afterwards.
const number = (gid = '') => gid.slice(gid.lastIndexOf('/') + 1);
