/** A value one can read and subscribe to, as extensions expect of every signal. */
export interface ReadonlySignal<T> {
  readonly value: T;
  subscribe(heard: (value: T) => void): () => void;
  peek(): T;
}

/** A signal that never changes: the sandbox's pages are loaded anew instead. */
export function signal<T>(value: T): ReadonlySignal<T> {
  return {
    value,
    peek: () => value,
    subscribe(heard) {
      heard(value);
      return () => {};
    },
  };
}
