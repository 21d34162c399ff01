// What this browser keeps. Storage may be forbidden; then everything lasts as long
// as the page.

const kept: Record<string, unknown> = {};
const PREFIX = 'askwell:';

type Area = 'localStorage' | 'sessionStorage';

export function read<T>(key: string, empty: T, area: Area = 'localStorage'): T {
  try {
    return (kept[key] ?? JSON.parse(globalThis[area][PREFIX + key])) as T; // what is not there cannot be parsed
  } catch {
    return empty;
  }
}

export function write(key: string, value: unknown, area: Area = 'localStorage'): void {
  try {
    globalThis[area][PREFIX + key] = JSON.stringify(value);
  } catch {
    kept[key] = value;
  }
}
