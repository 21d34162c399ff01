// How many of those who could answer did, on each surface.

import {t} from '../i18n';
import {reasons} from '../reach/words';
import {rowHeight} from './charts/height';
import {fileName} from './csv';
import {Figure} from './figure';
import {barsOf, tableOf} from './reach';
import type {Overview, Rates, Reached} from './types';
import {figure, noteOf, seconds, shareOf} from './words';

export function Funnel({rates}: {rates: Rates}) {
  const all = rates.surfaces;
  return (
    <s-section heading={t('insight.reach.title')}>
      <s-stack gap="large">
        <s-paragraph color="subdued">{t('insight.reach.hint')}</s-paragraph>
        {all.map((one) => <OnSurface key={one.surface} one={one} rates={rates} />)}
        {reasons(all).length > 0 && (
          <s-unordered-list>{reasons(all).map((why) => <s-list-item key={why}>{why}</s-list-item>)}</s-unordered-list>
        )}
      </s-stack>
    </s-section>
  );
}

function OnSurface({one, rates}: {one: Reached; rates: Rates}) {
  const name = t(`surface.${one.surface}`);
  const bars = barsOf(one);
  return (
    <s-stack gap="small">
      <s-heading>{name}</s-heading>
      <Figure
        name={name} height={bars.length * rowHeight} table={tableOf([one])} file={fileName(rates.survey.title, one.surface, rates.from, rates.to)}
        draw={({Bars}) => <Bars title={name} desc={t('insight.reach.desc')} bars={bars} most={Math.max(...bars.map(({value}) => value ?? 0))} />}
      />
    </s-stack>
  );
}

/** What the whole of it came to, in a line. */
export function People({of}: {of: Overview}) {
  const {answered, completion, timed, seconds_per_person: each, useful_answers: useful, seconds_per_answer: cost} = of.people;
  const careful = (n: number, note: string) => (n > 0 && n < of.small ? `${t('insight.few')} · ${note}` : note);
  const figures: [string, string, string][] = [
    ['answered', figure(answered), t('insight.people.answered_note')],
    ['completed', shareOf(completion), noteOf(completion)],
    ['each', timed > 0 ? seconds(each) : '–', careful(timed, t('insight.people.each_note', {n: figure(timed)}))],
    ['cost', useful > 0 ? seconds(cost) : '–', careful(useful, t('insight.people.cost_note', {n: figure(useful)}))],
  ];
  return (
    <s-section heading={t('insight.people.title')}>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(9rem, 100%), 1fr))" gap="base">
        {figures.map(([key, value, note]) => (
          <s-stack key={key} gap="small-400">
            <s-text color="subdued">{t(`insight.people.${key}`)}</s-text>
            <s-heading>{value}</s-heading>
            <s-text color="subdued">{note}</s-text>
          </s-stack>
        ))}
      </s-grid>
    </s-section>
  );
}
