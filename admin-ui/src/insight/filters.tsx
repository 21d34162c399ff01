// What is looked at: which survey, which days, where, and from where.

import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {Select} from '../receipts/filters';
import type {SurveySummary} from '../types';
import {periods, type Filter} from './filter';
import type {Overview} from './types';
import {countryName, dayOf, figure} from './words';
import {ago} from '../i18n';

const own = '(own)'; // dates that are typed in

interface Props {
  filter: Filter;
  surveys: SurveySummary[];
  of: Overview | undefined;
  change(filter: Filter): void;
}

export function Filters({filter, surveys, of, change}: Props) {
  const period = (days: string) => {
    if (days !== own) return change({...filter, days, from: '', to: ''});
    change({...filter, days: '', from: of?.from ?? '', to: of?.to ?? ''});
  };
  return (
    <s-section accessibilityLabel={t('insight.filter.title')}>
      <s-stack gap="base">
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(10rem, 100%), 1fr))" gap="base" alignItems="start">
          <s-select label={t('insight.filter.survey')} value={filter.survey} onChange={(event) => change({...filter, survey: event.currentTarget.value})}>
            {surveys.map(({id, title}) => <s-option key={id} value={id}>{title}</s-option>)}
          </s-select>
          <s-select label={t('insight.filter.period')} value={filter.days || own} onChange={(event) => period(event.currentTarget.value)}>
            {periods.map((n) => <s-option key={n} value={String(n)}>{t('reach.days', {n})}</s-option>)}
            <s-option value={own}>{t('insight.filter.own')}</s-option>
          </s-select>
          {!filter.days && (
            <>
              <s-date-field label={t('insight.filter.from')} value={filter.from} onChange={(event: Event) => change({...filter, from: typed(event)})} />
              <s-date-field label={t('insight.filter.to')} value={filter.to} onChange={(event: Event) => change({...filter, to: typed(event)})} />
            </>
          )}
          <Select label={t('insight.filter.surface')} any={t('insight.filter.any_surface')} value={filter.surface} change={(surface) => change({...filter, surface})}
            options={places(of?.surfaces, filter.surface, (name) => t(`surface.${name}`))} />
          <Select label={t('insight.filter.country')} any={t('insight.filter.any_country')} value={filter.country} change={(country) => change({...filter, country})}
            options={places(of?.countries, filter.country, countryName)} />
        </s-grid>
        <s-text color="subdued">
          {of ? t('insight.as_of', {from: dayOf(of.from), to: dayOf(of.to), zone: of.zone, when: ago(of.as_of)}) : t('loading')}
        </s-text>
      </s-stack>
    </s-section>
  );
}

/** Where anything was answered, and what is chosen even if nothing was. */
function places(list: Overview['surfaces'] | undefined, chosen: string, name: (of: string) => string): [string, string][] {
  const known: [string, string][] = (list ?? []).map((one) => [one.name, t('insight.filter.place', {name: name(one.name), n: figure(one.answered)})]);
  return !chosen || known.some(([key]) => key === chosen) ? known : [...known, [chosen, name(chosen)]];
}
