// Where extensions keep things: the browser's storage, under the shop. As with
// Shopify a checkout's belongs to one extension and ends with the checkout, an
// account's to all of the app's, an admin's to one.

import type {Session} from './contract';

class Shelf {
  readonly #prefix: string;

  constructor({shop, kind, order = ''}: Session, src: string) {
    const owner = {checkout: `${src}:${order}`, account: 'account', admin: src}[kind];
    this.#prefix = `extension:${shop}:${owner}:`;
  }

  get(key: string): unknown {
    const kept = localStorage.getItem(this.#prefix + key);
    return kept === null ? undefined : JSON.parse(kept);
  }
  set(key: string, value: unknown): void {
    localStorage.setItem(this.#prefix + key, JSON.stringify(value ?? null));
  }
  delete(key: string): boolean {
    const had = localStorage.getItem(this.#prefix + key) !== null;
    localStorage.removeItem(this.#prefix + key);
    return had;
  }
  keys(): string[] {
    return Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix)).map((key) => key.slice(this.#prefix.length));
  }
}

/** Storage of checkout and customer account extensions. */
export function storage(session: Session, src: string) {
  const shelf = new Shelf(session, src);
  return {
    read: async <T = unknown>(key: string) => (shelf.get(key) ?? null) as T | null,
    write: async (key: string, value: unknown) => shelf.set(key, value),
    delete: async (key: string) => void shelf.delete(key),
  };
}

/** Storage of admin extensions, which speaks otherwise. */
export function adminStorage(session: Session, src: string) {
  const shelf = new Shelf(session, src);
  const text = (key: PropertyKey) => String(key);
  return {
    set: async (key: PropertyKey, value: unknown) => shelf.set(text(key), value),
    setMany: async (entries: object) => {
      for (const [key, value] of Object.entries(entries)) shelf.set(key, value);
    },
    get: async (key: PropertyKey) => shelf.get(text(key)),
    getMany: async (keys: PropertyKey[]) => keys.map((key) => shelf.get(text(key))),
    delete: async (key: PropertyKey) => shelf.delete(text(key)),
    deleteMany: async (keys: PropertyKey[]) => Object.fromEntries(keys.map((key) => [key, shelf.delete(text(key))])),
    clear: async () => {
      for (const key of shelf.keys()) shelf.delete(key);
    },
    entries: async () => shelf.keys().map((key): [string, unknown] => [key, shelf.get(key)]).values(),
  };
}
