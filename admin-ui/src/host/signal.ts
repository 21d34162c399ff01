// Values one can read and subscribe to. They start as our own and become the
// extension's once it hands over its Signal class, so that reading one while
// rendering renders again when it changes.

/** What Shopify's types ask of a signal. */
export interface ReadonlySignal<T> {
  readonly value: T;
  readonly current: T;
  peek(): T;
  subscribe(heard: (value: T) => void): () => void;
  destroy(): Promise<void>;
}

interface Inner<T> {
  value: T;
  peek(): T;
  subscribe(heard: (value: T) => void): () => void;
}

/** A constructor as @preact/signals has it. */
export type SignalClass = new <T>(value: T) => Inner<T>;

/** One extension's signals. */
export class Signals {
  #type: SignalClass = Plain;
  readonly #made: Made<unknown>[] = [];

  make<T>(value: T): Made<T> {
    const made = new Made(new this.#type(value));
    this.#made.push(made as Made<unknown>);
    return made;
  }

  /** From now on all signals are of this class, those made before as well. */
  use(type: SignalClass): void {
    this.#type = type;
    for (const made of this.#made) made.become(type);
  }
}

class Made<T> implements ReadonlySignal<T> {
  #inner: Inner<T>;
  readonly #heard = new Map<(value: T) => void, () => void>();

  constructor(inner: Inner<T>) {
    this.#inner = inner;
  }

  get value(): T {
    return this.#inner.value;
  }
  get current(): T {
    return this.value;
  }
  set(value: T): void {
    this.#inner.value = value;
  }
  peek(): T {
    return this.#inner.peek();
  }

  subscribe(heard: (value: T) => void): () => void {
    this.#heard.set(heard, this.#inner.subscribe(heard));
    return () => {
      this.#heard.get(heard)?.();
      this.#heard.delete(heard);
    };
  }

  async destroy(): Promise<void> {
    for (const stop of this.#heard.values()) stop();
    this.#heard.clear();
  }

  /** Lives on in a signal of another class, and its listeners with it. */
  become(type: SignalClass): void {
    this.#inner = new type(this.#inner.peek());
    for (const [heard, stop] of this.#heard) {
      stop();
      let first = true; // it heard this value when it subscribed
      this.#heard.set(heard, this.#inner.subscribe((value) => (first ? (first = false) : heard(value))));
    }
  }
}

class Plain<T> {
  readonly #heard = new Set<(value: T) => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }
  get value(): T {
    return this.#value;
  }
  set value(value: T) {
    this.#value = value;
    for (const heard of this.#heard) heard(value);
  }
  peek(): T {
    return this.#value;
  }
  subscribe(heard: (value: T) => void): () => void {
    this.#heard.add(heard);
    heard(this.#value);
    return () => this.#heard.delete(heard);
  }
}
