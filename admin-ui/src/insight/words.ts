// What figures are called, and how they are told.

import {t} from '../i18n';
import type {Money, Score, Share, Value} from './types';

const number = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const shortDay = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const countries = new Intl.DisplayNames('en', {type: 'region'});

/** 12430.5 → "12,430.5". */
export const figure = (n: number): string => number.format(n);

/** "42.5 %" */
export const percent = (n: number): string => t('reach.percent', {n: number.format(n)});

/** "Nov 10, 2026", of a date that is one wherever the merchant is. */
export const dayOf = (day: string): string => shortDay.format(new Date(`${day}T00:00:00Z`));

/** "Nov 9 – 15, 2026", or the one day that it is. */
export const daysOf = (from: string, to: string): string =>
  from === to ? dayOf(from) : shortDay.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));

/** "4.5 s", "2 min 5 s". */
export function seconds(n: number): string {
  if (n < 60) return t('insight.seconds', {n: number.format(n)});
  const whole = Math.round(n);
  return t('insight.minutes', {m: Math.floor(whole / 60), s: whole % 60});
}

/** "120 of 286 · most likely 36.8 to 48 %", and in words that they are few. */
export function noteOf({n, of, low, high, small}: Share): string {
  if (of === 0) return t('insight.nobody');
  const words = t('insight.share', {n: figure(n), of: figure(of), low: number.format(low), high: number.format(high)});
  return small ? `${t('insight.few')} · ${words}` : words;
}

/** The share's percentage, or a dash of nothing. */
export const shareOf = ({of, percent: value}: Share): string => (of === 0 ? '–' : percent(value));

/** "Podcast", "20 to 25", "1st: Price", "Yes". */
export function valueName({value, label, other, below}: Value, type: string): string {
  if (other) return label ? t('insight.written_as', {label}) : t('insight.written');
  if (below !== undefined) return t('insight.between', {from: figure(Number(value)), below: figure(below)});
  if (type === 'ranking' && label) return t('insight.ranked', {place: value.split(':')[0] ?? '', label});
  if (label) return label;
  if (value === 'true' || value === 'false') return t(`insight.${value}`);
  return value;
}

/** "Sweden", or that it is not known. */
export function countryName(code: string): string {
  if (code === 'none') return t('insight.nowhere');
  try {
    return countries.of(code) ?? code;
  } catch {
    return code; // no code of a country
  }
}

/** "SEK 2,390.00", rounded as the currency is paid; the server's decimal is never a number of ours. */
export function moneyOf(decimal: string, currency: string): string {
  try {
    const words = new Intl.NumberFormat('en', {style: 'currency', currency, currencyDisplay: 'code'});
    return words.format(decimal as Intl.StringNumericLiteral);
  } catch {
    return `${currency} ${decimal}`; // no code of a currency
  }
}

/** "40 orders", and in words that they are few. */
export function ordersNote({orders, small}: Money): string {
  const words = t('insight.orders_n', {count: orders, n: figure(orders)});
  return small ? `${t('insight.few')} · ${words}` : words;
}

/** "+32", "−8.5": a score has a sign. */
export const signed = (n: number): string => (n > 0 ? '+' : n < 0 ? '−' : '') + number.format(Math.abs(n));

/** "60 promoters, 20 detractors of 120 · most likely +20 to +46" */
export function scoreNote({promoters, detractors, n, low, high, small}: Score): string {
  if (n === 0) return t('insight.nobody');
  const words = t('insight.score_note', {promoters: figure(promoters), detractors: figure(detractors), n: figure(n), low: signed(low), high: signed(high)});
  return small ? `${t('insight.few')} · ${words}` : words;
}
