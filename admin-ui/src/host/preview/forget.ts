// What a page without an origin may not have and blocks expect: somewhere to remember
// things, which is emptied with every drawing, and locks.

/** Storage that lasts as long as a drawing; what it holds are its own properties, as in a browser's. */
class Kept {
  [name: string]: unknown;

  getItem(name: string): string | null {
    return Object.hasOwn(this, name) ? String(this[name]) : null;
  }
  setItem(name: string, value: string): void {
    this[name] = value;
  }
  removeItem(name: string): void {
    delete this[name];
  }
}

const instead = (of: object, name: string, value: unknown) => Object.defineProperty(of, name, {configurable: true, writable: true, value});

/** Begins with empty storage. */
export function forget(): void {
  instead(window, 'localStorage', new Kept());
  instead(window, 'sessionStorage', new Kept());
  instead(navigator, 'locks', {request: async (_: string, work: () => unknown) => work()});
  crypto.randomUUID ??= () => URL.createObjectURL(new Blob()).slice(-36) as ReturnType<typeof crypto.randomUUID>;
}
