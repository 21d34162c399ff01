// What Shopify has and the sandbox has not. It says so, and never does nothing.

/** The error of using it. */
export function missing(name: string): Error {
  return new Error(`not implemented in the sandbox: ${name}`);
}

/** A function that throws when it is called. */
export function refused(name: string): () => never {
  return () => {
    throw missing(name);
  };
}

/** Names that throw when they are read; their types are those Shopify gives them. */
export function lacking<T extends object, const N extends keyof T & string>(prefix: string, ...names: N[]): Pick<T, N> {
  const out = {} as Pick<T, N>;
  for (const name of names) {
    Object.defineProperty(out, name, {
      enumerable: true,
      configurable: true,
      get() {
        throw missing(`${prefix}.${name}`);
      },
    });
  }
  return out;
}

type Both<P extends object[]> = P extends [infer First extends object, ...infer Rest extends object[]] ? First & Both<Rest> : unknown;

/** Puts parts together as Object.assign does, but reads nothing: getters stay getters. */
export function compose<P extends [object, ...object[]]>(...[first, ...rest]: P): Both<P> {
  for (const part of rest) Object.defineProperties(first, Object.getOwnPropertyDescriptors(part));
  return first as Both<P>;
}
