// What a surface remembers of one survey on one occasion: that it was answered,
// or an answer that is still to be sent.

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
}

/** A memory under one key. Storage that fails remembers nothing, and no more. */
export function memoryIn(storage: Storage, key: string): Memory {
  return {
    recall: async () => (await storage.read(key).catch(() => null)) as Remembered | null,
    keep: (remembered) => storage.write(key, remembered).catch(() => undefined),
    forget: () => storage.delete(key).catch(() => undefined),
  };
}
