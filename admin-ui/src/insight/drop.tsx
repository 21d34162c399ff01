// Where shoppers stop, and how long each question takes them.

import {t} from '../i18n';
import type {Bar} from './charts/bars';
import {rowHeight} from './charts/height';
import {cell, fileName, type Table} from './csv';
import {Figure} from './figure';
import type {Overview, QuestionInsight} from './types';
import {figure, noteOf, percent, seconds, shareOf} from './words';

export function Drop({of}: {of: Overview}) {
  const asked = of.questions.filter(({drop}) => drop.answered.of > 0);
  if (asked.length === 0) return null;
  const slowest = Math.max(...asked.map(({time}) => time.median));
  const name = (what: string) => fileName(of.survey.title, what, of.from, of.to);
  return (
    <s-section heading={t('insight.drop.title')}>
      <s-stack gap="large">
        <s-paragraph color="subdued">{t('insight.drop.hint')}</s-paragraph>
        <Figure
          name={t('insight.drop.title')} height={asked.length * rowHeight} table={dropTable(asked)} file={name('drop-off')}
          draw={({Bars}) => <Bars title={t('insight.drop.title')} desc={t('insight.drop.desc')} bars={asked.map(dropBar)} most={100} />}
        />
        <s-heading>{t('insight.time.title')}</s-heading>
        <s-paragraph color="subdued">{t('insight.time.hint')}</s-paragraph>
        <Figure
          name={t('insight.time.title')} height={asked.length * rowHeight} table={timeTable(asked)} file={name('seconds')}
          draw={({Bars}) => <Bars title={t('insight.time.title')} desc={t('insight.time.desc')} bars={asked.map(timeBar)} most={slowest} />}
        />
      </s-stack>
    </s-section>
  );
}

function dropBar({key, prompt, drop: {answered}}: QuestionInsight): Bar {
  return {
    key, label: prompt, value: answered.percent, low: answered.low, high: answered.high, small: answered.small,
    text: shareOf(answered), note: noteOf(answered),
  };
}

function timeBar({key, prompt, time: {median, n, small}}: QuestionInsight): Bar {
  const note = n === 0 ? t('insight.time.unknown') : t('insight.time.of', {n: figure(n)});
  return {
    key, label: prompt, value: n === 0 ? undefined : median, small: small && n > 0, text: n === 0 ? '–' : seconds(median),
    note: small && n > 0 ? `${t('insight.few')} · ${note}` : note,
  };
}

/** For each version, as well: a question may be answered more often since it was put in other words. */
export function dropTable(asked: QuestionInsight[]): Table {
  return {
    columns: [
      {label: t('insight.question')}, {label: t('insight.version')}, ...['answered', 'of', 'percent', 'low', 'high'].map((one) => ({label: t(`insight.column.${one}`), numeric: true})),
      {label: t('insight.column.small')},
    ],
    rows: asked.flatMap(({prompt, drop: {answered, versions}}) =>
      [{version: t('insight.versions'), answered}, ...(versions.length > 1 ? versions : [])].map(({version, answered: one}) => [
        cell(prompt), cell(String(version), version), cell(figure(one.n), one.n), cell(figure(one.of), one.of), cell(shareOf(one), one.percent),
        cell(percent(one.low), one.low), cell(percent(one.high), one.high), cell(one.small ? t('insight.few') : ''),
      ])),
  };
}

export function timeTable(asked: QuestionInsight[]): Table {
  return {
    columns: [{label: t('insight.question')}, {label: t('insight.column.median'), numeric: true}, {label: t('insight.column.n'), numeric: true}, {label: t('insight.column.small')}],
    rows: asked.map(({prompt, time: {median, n, small}}) => [
      cell(prompt), n === 0 ? cell('–', '') : cell(seconds(median), median), cell(figure(n), n), cell(small ? t('insight.few') : ''),
    ]),
  };
}
