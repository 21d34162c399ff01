// How far a survey came on each surface, as bars and as a table.

import {t} from '../i18n';
import {baseOf, rangeOf, shareOf, thereOf} from '../reach/words';
import type {Rate} from '../types';
import type {Bar} from './charts/bars';
import {cell, type Table} from './csv';
import {dayOf, figure} from './words';
import type {Reached, Step} from './types';

export const steps: Step[] = ['shown', 'started', 'answered', 'completed'];

/** The way from the orders to those who answered everything, as far as it is known. */
export function barsOf(one: Reached): Bar[] {
  const orders: Bar[] = one.orders === undefined ? [] : [{key: 'orders', label: t('reach.orders'), value: one.orders, text: figure(one.orders), note: thereOf(one.there, dayOf) ?? t('insight.all_orders')}];
  return [...orders, ...steps.filter((step) => one[step] !== undefined).map((step) => ({
    key: step, label: t(`reach.${step}`), value: one[step], text: figure(one[step] ?? 0), note: rateNote(one, step),
    small: one.rates[step].small,
  }))];
}

/** "75 % of orders: 90 of 120 · most likely 66.5 to 81.9 %", or why there is no percentage. */
export function rateNote(one: Reached, step: Step): string {
  const rate = one.rates[step];
  const range = rangeOf(rate);
  if (range === undefined) return shareOf(rate);
  return `${t('insight.rate', {share: shareOf(rate), base: baseOf(step, one, dayOf), n: figure(rate.of), of: figure(rate.out)})} · ${range}`;
}

export function tableOf(all: Reached[]): Table {
  return {
    columns: [
      {label: t('reach.surface')}, {label: t('reach.orders'), numeric: true}, {label: t('insight.column.there')},
      ...steps.flatMap((step) => [
        {label: t(`reach.${step}`), numeric: true}, {label: t(`insight.share_of.${step}`), numeric: true}, {label: t('insight.sure_of', {share: t(`insight.share_of.${step}`)})},
      ]),
    ],
    rows: all.map((one) => [
      cell(t(`surface.${one.surface}`)), count(one.orders), cell(one.orders === undefined ? '' : (thereOf(one.there, dayOf) ?? t('insight.column.always'))),
      ...steps.flatMap((step) => [count(one[step]), rateCell(one.rates[step]), cell(rangeOf(one.rates[step]) ?? '')]),
    ]),
  };
}

const count = (n: number | undefined) => (n === undefined ? cell('–', '') : cell(figure(n), n));

const rateCell = (rate: Rate) => cell(shareOf(rate), rate.percent ?? shareOf(rate));
