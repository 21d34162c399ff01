// Days as the shop's clocks have them.

const known = new Map<string, Intl.DateTimeFormat>();

function written(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.keys(options).join()}`;
  let format = known.get(key);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en', {...options, timeZone: zone});
    } catch {
      format = new Intl.DateTimeFormat('en', {...options, timeZone: 'UTC'}); // a zone that this browser has not heard of
    }
    known.set(key, format);
  }
  return format;
}

/** "31 Dec 2026" in the shop. */
export const dayIn = (zone: string, at: string): string => written(zone, {dateStyle: 'medium'}).format(new Date(at));

/** "3:04 PM" in the shop. */
export const timeIn = (zone: string, at: string): string => written(zone, {timeStyle: 'short'}).format(new Date(at));

/** What happened, by the shop's days, in the order it came. */
export function byDay<T extends {at: string}>(zone: string, all: T[]): [string, T[]][] {
  const days: [string, T[]][] = [];
  for (const one of all) {
    const day = dayIn(zone, one.at);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(one);
    else days.push([day, [one]]);
  }
  return days;
}
