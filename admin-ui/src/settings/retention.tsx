// How long things are kept, as a form has it.

import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import type {FieldError, Retention, Settings} from '../types';

const spans = {guests: [30, 3650], attempts: [7, 365], readings: [30, 3650]} as const;
const names = Object.keys(spans) as (keyof Retention)[];

export type Days = Record<keyof Retention, string>; // as they are typed

export function daysOf(retention: Retention): Days {
  return Object.fromEntries(names.map((name) => [name, String(retention[name])])) as Days;
}

/** What is sent; what is no number of days is refused. */
export function retentionOf(days: Days): Retention {
  return Object.fromEntries(names.map((name) => [name, Math.trunc(Number(days[name])) || 0])) as unknown as Retention;
}

export function Kept({saved, days, errors, change}: {saved: Settings; days: Days; errors: FieldError[]; change: (next: Days) => void}) {
  const usual = daysOf(saved.usual_retention);
  return (
    <s-section heading={t('settings.kept')}>
      <s-paragraph color="subdued">{t('settings.kept_hint')}</s-paragraph>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
        {names.map((name) => (
          <s-number-field key={name} label={t(`settings.keep.${name}`)} details={t(`settings.keep_details.${name}`)} value={days[name]}
            min={spans[name][0]} max={spans[name][1]} step={1} error={errorAt(errors, `retention.${name}`)}
            onInput={(event: Event) => change({...days, [name]: typed(event)})} />
        ))}
      </s-grid>
      {names.some((name) => days[name] !== usual[name]) && (
        <s-stack direction="inline"><s-button onClick={() => change(usual)}>{t('settings.usual')}</s-button></s-stack>
      )}
    </s-section>
  );
}
