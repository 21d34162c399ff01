// What this browser keeps. Storage may be forbidden; then everything lasts as long
// as the page.

const kept: Record<string, unknown> = {};

/** Where it is kept for the visit alone. */
export const VISIT = 'sessionStorage';

type Area = 'localStorage' | 'sessionStorage';

export function read<T>(name: string, empty: T, area: Area = 'localStorage'): T {
  try {
    return (kept[name] ?? JSON.parse(self[area][name])) as T; // what is not there cannot be parsed
  } catch {
    return empty;
  }
}

/** Whether it will be there when this page is closed. */
export function write(name: string, value: unknown, area: Area = 'localStorage'): boolean {
  try {
    self[area][name] = JSON.stringify(value);
    return true;
  } catch {
    kept[name] = value;
    return false;
  }
}
