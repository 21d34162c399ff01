// What a surface remembers in this browser: what came of a survey that was answered
// on this order, and answers that are still to be sent; what this shopper has said
// here and is not asked again; and who she is, as far as a browser can tell.

import type { Budget } from './asking.ts';
import { numberOf } from './id.ts';
import { type Known, NOTHING } from './known.ts';
import { type Queue, queueIn } from './queue.ts';
import type { Following } from './send.ts';

/** What is told after the last answer, as long as the page is opened again. */
export interface Given extends Pick<Following, 'id' | 'reward' | 'remaining' | 'poll'> {
  /** What this visit had asked for until then. */
  spent?: Budget;
}

/** The host's storage, as far as it is used. */
export interface Storage {
  read: (key: string) => Promise<unknown>;
  write: (key: string, value: unknown) => Promise<void>;
  delete: (key: string) => Promise<void>;
}

export interface Memory {
  recall: (survey: string) => Promise<Given | null>;
  keep: (survey: string, given: Given) => Promise<void>;
  /** What she said and nobody has taken yet. */
  queue: Queue;
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
export function memoryIn(storage: Storage, whom: Remembering): Memory {
  const { order, customer } = whom;
  const once = (survey: string) => `survey/${survey}/${numberOf(order)}`;
  const always = `known/${numberOf(customer) || 'guest'}`; // two people may share a browser
  const read = async (key: string) => storage.read(key).catch(() => null);
  const write = (key: string, value: unknown) => storage.write(key, value).catch(() => undefined);
  const known = async () => ({ ...NOTHING, ...((await read(always)) as Known | null) });
  return {
    recall: async (survey) => (await read(once(survey))) as Given | null,
    keep: (survey, given) => write(once(survey), given),
    queue: queueIn(read, write, whom),
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
