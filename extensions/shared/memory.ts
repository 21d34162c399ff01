// What a surface remembers in this browser: that a survey was answered on this
// order, or an answer that is still to be sent; what this shopper has said here
// and is not asked again; and who she is, as far as a browser can tell.

import { numberOf } from './id.ts';
import { type Known, NOTHING } from './known.ts';
import type { Following } from './send.ts';
import type { Submission } from './submission.ts';

/** What is told after the last answer, as long as the page is opened again. */
export type Given = Pick<Following, 'id' | 'reward' | 'remaining' | 'poll'>;

/** What was sent and what came of it, or what is still to be sent. */
export type Remembered = { given: Given } | { submission: Submission };

/** The host's storage, as far as it is used. */
export interface Storage {
  read: (key: string) => Promise<unknown>;
  write: (key: string, value: unknown) => Promise<void>;
  delete: (key: string) => Promise<void>;
}

export interface Memory {
  recall: (survey: string) => Promise<Remembered | null>;
  keep: (survey: string, remembered: Remembered) => Promise<void>;
  forget: (survey: string) => Promise<void>;
  /** What she said here, on whatever order. */
  known: () => Promise<Known>;
  learn: (more: Known) => Promise<void>;
  /** This browser's own name for itself; '' where it cannot keep one. */
  visitor: () => Promise<string>;
}

/** What a memory is of. The ids are Shopify's; a guest has none. */
export interface Remembering {
  order?: string;
  customer?: string;
}

/** The memory of one shopper and order. Storage that fails remembers nothing, and no more. */
export function memoryIn(storage: Storage, { order, customer }: Remembering): Memory {
  const once = (survey: string) => `survey/${survey}/${numberOf(order)}`;
  const always = `known/${numberOf(customer) || 'guest'}`; // two people may share a browser
  const read = async (key: string) => storage.read(key).catch(() => null);
  const write = (key: string, value: unknown) => storage.write(key, value).catch(() => undefined);
  const known = async () => ({ ...NOTHING, ...((await read(always)) as Known | null) });
  return {
    recall: async (survey) => (await read(once(survey))) as Remembered | null,
    keep: (survey, remembered) => write(once(survey), remembered),
    forget: (survey) => storage.delete(once(survey)).catch(() => undefined),
    known,
    learn: async (more) => write(always, newer(await known(), more)),
    visitor: async () => {
      const kept = await read('visitor');
      if (typeof kept === 'string') return kept;
      const visitor = crypto.randomUUID();
      return storage.write('visitor', visitor).then(
        () => visitor,
        () => '', // another one each time would be nobody
      );
    },
  };
}

/** What is said last holds. */
const newer = (a: Known, b: Known): Known => ({ answers: { ...a.answers, ...b.answers }, closed: { ...a.closed, ...b.closed }, at: Date.now() });
