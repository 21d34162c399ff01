// Which deliveries are looked at, and which of them are chosen.

import type {Chosen, DeliveryFilter, Receipt} from './receipt';

/** A filter as it is asked for: what says nothing is left out. */
export function asked(filter: DeliveryFilter): DeliveryFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as DeliveryFilter;
}

const names = ['destination', 'state', 'since', 'survey', 'person'] as const;

/** The filter that an address tells. */
export function read(search: string): DeliveryFilter {
  const query = new URLSearchParams(search);
  const filter: Record<string, string> = {};
  for (const name of names) filter[name] = query.get(name)?.slice(0, 320) ?? '';
  if (!states.has(filter['state']!)) delete filter['state'];
  if (Number.isNaN(Date.parse(filter['since']!))) delete filter['since'];
  return asked(filter as DeliveryFilter);
}

const states: ReadonlySet<string> = new Set(['waiting', 'done', 'parked', 'dropped']);

/** An address with this filter in place of its own; everything else stays. */
export function written(search: string, filter: DeliveryFilter): string {
  const query = new URLSearchParams(search);
  for (const name of names) query.delete(name);
  for (const [name, value] of Object.entries(asked(filter))) query.set(name, value as string);
  return query.toString();
}

/** Where the deliveries are that a filter leaves. */
export function linkTo(filter: DeliveryFilter): string {
  const query = written('', filter);
  return `/deliveries${query && `?${query}`}`;
}

/** The beginning of a day by the merchant's clock, "" for no day. */
export function since(day: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
}

/** The day of a moment by the merchant's clock, "" for no moment: "2026-11-22". */
export function dayIn(at = ''): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** What somebody chose: deliveries one by one, or everything that the filter leaves. */
export interface Choice {
  ids: ReadonlySet<string>;
  all: boolean;
}

export const nothing: Choice = {ids: new Set(), all: false};

/** The choice with one more, or one less. Of everything, the page is left but for that one. */
export function turned({ids, all}: Choice, id: string, page: Receipt[]): Choice {
  const next = new Set(all ? page.map((one) => one.id) : ids);
  if (!next.delete(id)) next.add(id);
  return {ids: next, all: false};
}

export const isChosen = ({ids, all}: Choice, id: string): boolean => all || ids.has(id);

/** Whether all of a page is chosen. */
export const whole = (choice: Choice, page: Receipt[]): boolean => page.length > 0 && page.every(({id}) => isChosen(choice, id));

/** The choice with all of a page, or without it if it was whole. */
export function turnedPage(choice: Choice, page: Receipt[]): Choice {
  const next = new Set(choice.all ? [] : choice.ids);
  const drop = whole(choice, page);
  for (const {id} of page) drop ? next.delete(id) : next.add(id);
  return {ids: next, all: false};
}

/** What the server is asked to do something with, undefined for nothing. */
export function chosen({ids, all}: Choice, filter: DeliveryFilter): Chosen | undefined {
  if (all) return {...asked(filter), all: true};
  return ids.size > 0 ? {ids: [...ids]} : undefined;
}
