// What narrows the audit log, and its moments by the shop's own clock; pure.

import {t} from '../i18n';
import type {Entry, Key} from './types';
import {whoOf} from './words';

/** kind: changes or readings; from and to are days of the shop's, both of them whole. */
export interface AuditFilter {
  kind: string;
  actor: string;
  from: string;
  to: string;
}

export const atFirst: AuditFilter = {kind: 'changes', actor: '', from: '', to: ''};

/** The filter as the server is asked for it: what says nothing is left out. */
export function asked({kind, actor, from, to}: AuditFilter, zone: string): Record<string, string> {
  const values = {kind, actor, since: dayBegins(from, zone), until: dayBegins(dayAfter(to), zone)};
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

const names = ['kind', 'actor', 'from', 'to'] as const;
const everything = 'all'; // an address that says nothing of the kind is about changes

/** The filter that an address tells. */
export function read(search: string): AuditFilter {
  const query = new URLSearchParams(search);
  const said = (name: (typeof names)[number], fits: (value: string) => boolean) => {
    const value = query.get(name) ?? '';
    return fits(value) ? value : '';
  };
  const kind = said('kind', (value) => ['readings', everything].includes(value)) || atFirst.kind;
  return {kind: kind === everything ? '' : kind, actor: said('actor', (value) => value.length <= 80 && isActor.test(value)), from: said('from', isDay), to: said('to', isDay)};
}

const isActor = /^([a-z]+\/[0-9A-Za-z-]+|operator|shopify|shopper)$/;

/** An address with this filter in place of its own; everything else stays. */
export function written(search: string, filter: AuditFilter): string {
  const query = new URLSearchParams(search);
  for (const name of names) query.delete(name);
  const said = {...filter, kind: filter.kind === atFirst.kind ? '' : filter.kind || everything};
  for (const name of names) if (said[name]) query.set(name, said[name]);
  return query.toString();
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** When a day begins where a clock shows the time of a zone, '' for no day. */
export function dayBegins(day: string, zone: string): string {
  if (!isDay(day)) return '';
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const near = midnight - ahead(midnight, zone);
  return new Date(midnight - ahead(near, zone)).toISOString();
}

function dayAfter(day: string): string {
  return isDay(day) ? new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10) : '';
}

// By how many milliseconds a zone's clock is ahead of UTC's at a moment.
function ahead(at: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('en', {
    timeZone: known(zone), hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(shown.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(at / 1000) * 1000;
}

function known(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** "22 Nov 2026, 13:05:22" by the shop's clock. */
export function exactly(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {timeZone: known(zone), day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'}).format(new Date(at));
}

/** Whose doings can be asked for: whoever was seen in the log, the keys, and who needs no name. */
export function actors(seen: Entry[], keys: Key[], chosen: string): [string, string][] {
  const all = new Map<string, string>();
  for (const one of seen) all.set(one.actor, whoOf(one));
  for (const {id, name} of keys) all.set(`key/${id}`, t('audit.key', {name}));
  for (const actor of ['operator', 'shopify', 'shopper', ...(chosen ? [chosen] : [])]) {
    if (!all.has(actor)) all.set(actor, whoOf({actor}));
  }
  return [...all].sort(([, a], [, b]) => a.localeCompare(b, 'en', {numeric: true}));
}
