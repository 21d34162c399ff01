// How far a survey came on each surface, as bars and as a table.

import {t} from '../i18n';
import {baseOf, shareOf} from '../reach/words';
import type {Rate} from '../types';
import type {Bar} from './charts/bars';
import {cell, type Table} from './csv';
import {figure} from './words';
import type {Reached, Step} from './types';

export const steps: Step[] = ['shown', 'started', 'answered', 'completed'];

/** The way from the orders to those who answered everything, as far as it is known. */
export function barsOf(one: Reached): Bar[] {
  const orders: Bar[] = one.orders === undefined ? [] : [{key: 'orders', label: t('reach.orders'), value: one.orders, text: figure(one.orders), note: t('insight.all_orders')}];
  return [...orders, ...steps.filter((step) => one[step] !== undefined).map((step) => ({
    key: step, label: t(`reach.${step}`), value: one[step], text: figure(one[step] ?? 0), note: rateNote(one, step),
    small: one.rates[step].why === 'few',
  }))];
}

/** "75 % of orders: 90 of 120", or why there is no percentage. */
export function rateNote(one: Reached, step: Step): string {
  const rate = one.rates[step];
  if (rate.percent === undefined) return rate.why === 'few' ? t('insight.few_of', {n: figure(rate.of), of: figure(rate.out)}) : shareOf(rate);
  return t('insight.rate', {share: shareOf(rate), base: baseOf(step, one), n: figure(rate.of), of: figure(rate.out)});
}

export function tableOf(all: Reached[]): Table {
  return {
    columns: [
      {label: t('reach.surface')}, {label: t('reach.orders'), numeric: true},
      ...steps.flatMap((step) => [{label: t(`reach.${step}`), numeric: true}, {label: t(`insight.share_of.${step}`), numeric: true}]),
    ],
    rows: all.map((one) => [
      cell(t(`surface.${one.surface}`)), count(one.orders),
      ...steps.flatMap((step) => [count(one[step]), rateCell(one.rates[step])]),
    ]),
  };
}

const count = (n: number | undefined) => (n === undefined ? cell('–', '') : cell(figure(n), n));

const rateCell = (rate: Rate) => cell(shareOf(rate), rate.percent ?? shareOf(rate));
