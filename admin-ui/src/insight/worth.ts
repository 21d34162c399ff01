// How fresh answers are, as bars and as a table.

import {t} from '../i18n';
import type {Bar} from './charts/bars';
import {cell, type Table} from './csv';
import type {FreshQuestion} from './types';
import {figure, percent} from './words';

const states = ['fresh', 'aging', 'stale', 'doubted'] as const;

const shareOf = (n: number, of: number): string => (of === 0 ? '–' : percent((100 * n) / of));

/** A bar for each state: how many people's answers are in it; contradicted ones only where there are any. */
export function freshBars(question: FreshQuestion): Bar[] {
  const {people, small} = question;
  return states.filter((state) => state !== 'doubted' || question.doubted > 0).map((state) => {
    const n = question[state];
    const note = t('insight.fresh.of', {n: figure(n), of: figure(people)});
    return {key: state, label: t(`insight.fresh.${state}`), value: n, text: shareOf(n, people), small, note: small ? `${t('insight.few')} · ${note}` : note};
  });
}

/** "Stale after 60 days", "removed after 365 days". */
export function termOf({half_life: half, keep_days: keep}: FreshQuestion): string[] {
  return [
    ...(half > 0 ? [t('insight.fresh.half_life', {count: half, n: figure(half)})] : []),
    ...(keep > 0 ? [t('insight.fresh.keep_days', {count: keep, n: figure(keep)})] : []),
  ];
}

export function freshTable(all: FreshQuestion[]): Table {
  return {
    columns: [
      {label: t('insight.question')}, {label: t('insight.fresh.column.people'), numeric: true},
      ...states.flatMap((state) => [{label: t(`insight.fresh.${state}`), numeric: true}, {label: t('insight.fresh.column.share', {state: t(`insight.fresh.${state}`)}), numeric: true}]),
      {label: t('insight.column.small')},
    ],
    rows: all.map((one) => [
      cell(one.prompt), cell(figure(one.people), one.people),
      ...states.flatMap((state) => [cell(figure(one[state]), one[state]), cell(shareOf(one[state], one.people), one.people === 0 ? '' : Math.round((1000 * one[state]) / one.people) / 10)]),
      cell(one.small ? t('insight.few') : ''),
    ]),
  };
}

/** Where the responses are that answered a question up to a day: of one survey, where only one asks it. */
export function agedAt({key, surveys}: Pick<FreshQuestion, 'key' | 'surveys'>, to: string): string {
  const [only, ...others] = surveys;
  return `/responses?${new URLSearchParams({...(only && others.length === 0 && {survey: only.id}), question: key, to})}`;
}
