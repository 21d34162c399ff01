// What was answered to a question, as bars and as tables.

import {t} from '../i18n';
import type {Bar} from './charts/bars';
import type {Series} from './charts/lines';
import {cell, type Table} from './csv';
import type {Money, QuestionInsight, Span, Trend} from './types';
import {daysOf, figure, moneyOf, noteOf, ordersNote, percent, scoreNote, shareOf, signed, valueName} from './words';

export function valueBars({values, type}: QuestionInsight): Bar[] {
  return values.map((one) => ({
    key: one.value, label: valueName(one, type), value: one.count.percent, low: one.count.low, high: one.count.high, small: one.count.small,
    text: shareOf(one.count), note: noteOf(one.count),
  }));
}

export function valueTable({values, type}: QuestionInsight): Table {
  return {
    columns: [
      {label: t('insight.answer')}, ...['n', 'of', 'percent', 'low', 'high'].map((one) => ({label: t(`insight.column.${one}`), numeric: true})),
      {label: t('insight.column.small')},
    ],
    rows: values.map((one) => [
      cell(valueName(one, type)), cell(figure(one.count.n), one.count.n), cell(figure(one.count.of), one.count.of), cell(shareOf(one.count), one.count.percent),
      cell(percent(one.count.low), one.count.low), cell(percent(one.count.high), one.count.high), cell(one.count.small ? t('insight.few') : ''),
    ]),
  };
}

/** The currencies that orders were paid in, most orders first. */
export const currencies = ({money}: QuestionInsight): string[] => money.map(({currency}) => currency);

const inCurrency = (money: Money[], currency: string) => money.find((one) => one.currency === currency);

/** What an order came to on average, for each answer. */
export function moneyBars({values, type}: QuestionInsight, currency: string): Bar[] {
  return values.flatMap((one) => {
    const money = inCurrency(one.money, currency);
    if (!money) return [];
    return [{
      key: one.value, label: valueName(one, type), value: Number(money.average), small: money.small,
      text: moneyOf(money.average, currency), note: `${ordersNote(money)} · ${t('insight.money.revenue', {money: moneyOf(money.revenue, currency)})}`,
    }];
  });
}

export function moneyTable({values, type}: QuestionInsight): Table {
  return {
    columns: [
      {label: t('insight.answer')}, ...['orders', 'first', 'returning'].map((one) => ({label: t(`insight.column.${one}`), numeric: true})),
      {label: t('insight.column.currency')}, ...['in_currency', 'revenue', 'average'].map((one) => ({label: t(`insight.column.${one}`), numeric: true})),
      {label: t('insight.column.small')},
    ],
    rows: values.flatMap((one) => (one.money.length > 0 ? one.money : [undefined]).map((money) => [
      cell(valueName(one, type)), cell(figure(one.orders), one.orders), cell(figure(one.first), one.first), cell(figure(one.returning), one.returning),
      ...(money
        ? [
            cell(money.currency), cell(figure(money.orders), money.orders), cell(moneyOf(money.revenue, money.currency), Number(money.revenue)),
            cell(moneyOf(money.average, money.currency), Number(money.average)), cell(money.small ? t('insight.few') : ''),
          ]
        : [cell(''), cell('–', ''), cell('–', ''), cell('–', ''), cell('')]),
    ])),
  };
}

const mostLines = 6; // that can be told apart

/** A line for each of the answers most often given, or the one of a score. */
export function linesOf({question, spans}: Trend): Series[] {
  if (question.score) return [{key: 'score', label: t('insight.nps'), points: spans.map(scorePoint)}];
  const most = question.values.map((value, at) => ({value, at})).filter(({value}) => value.count.n > 0)
    .sort((a, b) => b.value.count.n - a.value.count.n).slice(0, mostLines);
  return most.map(({value, at}) => {
    const label = valueName(value, question.type);
    return {
      key: value.value, label, points: spans.map((span) => {
        const share = span.values[at];
        if (!share || share.of === 0) return nothing(span, label);
        return {
          at: span.from, value: share.percent, low: share.low, high: share.high, small: share.small,
          said: `${label}, ${daysOf(span.from, span.to)}: ${shareOf(share)}. ${noteOf(share)}`,
        };
      }),
    };
  });
}

const nothing = ({from, to}: Span, label: string) => ({
  at: from, value: undefined, low: 0, high: 0, small: true, said: `${label}, ${daysOf(from, to)}: ${t('insight.nobody')}`,
});

function scorePoint(span: Span) {
  const {score} = span;
  if (!score || score.n === 0) return nothing(span, t('insight.nps'));
  return {
    at: span.from, value: score.score, low: score.low, high: score.high, small: score.small,
    said: `${t('insight.nps')}, ${daysOf(span.from, span.to)}: ${signed(score.score)}. ${scoreNote(score)}`,
  };
}

/** What the scale of the lines goes from and to: all of a score's, and as much of the shares' as is needed. */
export function domainOf(series: Series[], score: boolean): [number, number] {
  if (score) return [-100, 100];
  const top = Math.max(10, ...series.flatMap(({points}) => points.map(({value}) => value ?? 0)));
  return [0, Math.min(100, Math.ceil((top * 1.1) / 10) * 10)];
}

/** Every span, and every answer in it. */
export function trendTable({question, spans}: Trend): Table {
  const frame = [{label: t('insight.column.from')}, {label: t('insight.column.to')}];
  const small = {label: t('insight.column.small')};
  const numeric = (...names: string[]) => names.map((one) => ({label: t(`insight.column.${one}`), numeric: true}));
  if (question.score) {
    return {
      columns: [...frame, ...numeric('score', 'low', 'high', 'promoters', 'detractors', 'n'), small],
      rows: spans.map(({from, to, score, n}) => [
        cell(from), cell(to), score && n > 0 ? cell(signed(score.score), score.score) : cell('–', ''),
        ...(score && n > 0 ? [cell(signed(score.low), score.low), cell(signed(score.high), score.high)] : [cell('–', ''), cell('–', '')]),
        cell(figure(score?.promoters ?? 0), score?.promoters ?? 0), cell(figure(score?.detractors ?? 0), score?.detractors ?? 0), cell(figure(n), n),
        cell(score?.small ? t('insight.few') : ''),
      ]),
    };
  }
  return {
    columns: [...frame, {label: t('insight.answer')}, ...numeric('n', 'of', 'percent', 'low', 'high'), small],
    rows: spans.flatMap(({from, to, values}) => question.values.map((value, at) => {
      const share = values[at] ?? {n: 0, of: 0, percent: 0, low: 0, high: 0, small: true};
      return [
        cell(from), cell(to), cell(valueName(value, question.type)), cell(figure(share.n), share.n), cell(figure(share.of), share.of),
        share.of > 0 ? cell(shareOf(share), share.percent) : cell('–', ''), share.of > 0 ? cell(percent(share.low), share.low) : cell('–', ''),
        share.of > 0 ? cell(percent(share.high), share.high) : cell('–', ''), cell(share.small ? t('insight.few') : ''),
      ];
    })),
  };
}
