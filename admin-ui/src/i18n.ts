// The admin's own words. English so far; another language is another file here.

import en from './locales/en.json';

type Tree = {[key: string]: string | Tree};

const words: Tree = en;
const plurals = new Intl.PluralRules('en');

/** The words for a key, with {name} replaced; {count} picks one or other. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  let node: string | Tree | undefined = words;
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined;
  if (typeof node === 'object' && 'count' in values) node = node[plurals.select(Number(values['count']))] ?? node['other'];
  if (typeof node !== 'string') return key;
  return node.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const relative = new Intl.RelativeTimeFormat('en', {numeric: 'auto'});
const day = new Intl.DateTimeFormat('en', {dateStyle: 'medium', timeStyle: 'short'});
const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** "3 minutes ago" or "in 3 minutes" within a week, a date beyond that. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const away = Math.abs(seconds);
  if (away < 45) return t('time.now');
  if (away > 7 * 86_400) return day.format(new Date(iso));
  const [unit, length] = units.find(([, length]) => away >= length) ?? ['minute', 60];
  return relative.format(-Math.round(seconds / length), unit);
}

const justDay = new Intl.DateTimeFormat('en', {dateStyle: 'medium'});

/** "31 Dec 2026", as the merchant's clock has it. */
export function dayOf(iso: string | number | Date): string {
  return justDay.format(new Date(iso));
}

/** 12430 → "12,430". */
export const amount = (n: number): string => n.toLocaleString('en');

const lists = new Intl.ListFormat('en');

/** "one, two, and three". */
export const listed = (words: string[]): string => lists.format(words);

/** A decimal as money: "7.50" → "€7.50". */
export function money(decimal: string, currency: string): string {
  const amount = Number(decimal);
  if (!currency || Number.isNaN(amount)) return decimal;
  return new Intl.NumberFormat('en', {style: 'currency', currency, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger'}).format(amount);
}

/** "40 seconds" up to a minute and a half, then "2 minutes". */
export function span(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return seconds > 90 ? t('time.minutes', {count: minutes}) : t('time.seconds', {count: Math.ceil(seconds / 5) * 5});
}

const languageNames = new Intl.DisplayNames('en', {type: 'language'});

/** "sv" → "Swedish". */
export function languageName(tag: string): string {
  return languageNames.of(tag) ?? tag;
}
