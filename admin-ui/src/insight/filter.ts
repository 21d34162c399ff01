// What is looked at. It lives in the address, so that a page can be linked and loaded again.

import type {Every} from './types';

/** Days until today that can be chosen with one touch. */
export const periods = [7, 30, 90, 365] as const;

const usual = '30';

export interface Filter {
  survey: string; // "" for the first
  days: string; // until today; "" for dates of their own
  from: string;
  to: string;
  surface: string;
  country: string;
  by: Every;
}

const date = /^\d{4}-\d{2}-\d{2}$/;

/** The filter an address holds; what makes no sense in it is as if it were not there. */
export function read(search: string): Filter {
  const said = new URLSearchParams(search);
  const of = (name: string, pattern = /^[\w.:-]{1,64}$/) => (pattern.test(said.get(name) ?? '') ? said.get(name)! : '');
  const from = of('from', date);
  const to = of('to', date);
  const days = periods.some((n) => String(n) === said.get('days')) ? said.get('days')! : usual;
  const by = said.get('by');
  return {
    survey: of('survey'), days: from || to ? '' : days, from, to, surface: of('on'), country: of('country'),
    by: by === 'day' || by === 'month' ? by : 'week',
  };
}

/** The address that holds a filter, with whatever else stood in it. */
export function write(filter: Filter, search: string): string {
  const said = new URLSearchParams(search);
  const {surface, ...rest} = filter;
  const usually: Record<string, string> = {days: usual, by: 'week'};
  for (const [name, value] of Object.entries({...rest, on: surface})) {
    if (value && usually[name] !== value) said.set(name, value);
    else said.delete(name);
  }
  return `?${said}`;
}

/** The days that are asked for; "" where the server knows better: it has the shop's clock. */
export function spanOf({days, from, to}: Filter, zone: string, now = new Date()): {from: string; to: string} {
  if (!days) return {from, to};
  if (days === usual) return {from: '', to: ''};
  return {from: before(today(zone, now), Number(days) - 1), to: ''};
}

/** "2026-11-23", the date in a time zone. */
export function today(zone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', {timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit'}).format(now);
}

/** The date so many days before another. */
export function before(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}

/** Whether less than everything that was answered to a survey is looked at. */
export const narrowed = (filter: Filter): boolean => Boolean(filter.surface || filter.country || !filter.days);
