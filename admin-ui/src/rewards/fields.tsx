// The fields of a reward. What has been promised keeps its worth, so a saved one
// shows it and lets only title, budget and end be changed.

import {typed} from '../editor/words-input';
import {errorAt} from '../editor/places';
import {t} from '../i18n';
import type {FieldError, RewardKind} from '../types';
import {type Form, kinds, valued} from './rule';

interface FieldsProps {
  form: Form;
  currency: string;
  saved: boolean;
  errors: FieldError[];
  change: (part: Partial<Form>) => void;
}

export function WorthFields({form, currency, saved, errors, change}: FieldsProps) {
  const into = (name: keyof Form) => (event: Event) => change({[name]: typed(event)});
  return (
    <s-section heading={t('rewards.worth')}>
      <s-text-field label={t('rewards.name')} details={t('rewards.name_hint')} value={form.title} error={errorAt(errors, 'title') || errorAt(errors, 'handle')}
        autocomplete="off" onInput={into('title')} />
      {!saved && (
        <>
          <s-select label={t('rewards.kind')} value={form.kind} error={errorAt(errors, 'kind')}
            onChange={(event: Event) => change({kind: typed(event) as RewardKind})}>
            {kinds.map((kind) => <s-option key={kind} value={kind}>{t(`rewards.kinds.${kind}`)}</s-option>)}
          </s-select>
          {valued(form.kind) && (
            <s-number-field label={t(`rewards.value.${form.kind}`)} value={form.value} min={0} error={errorAt(errors, 'value') || errorAt(errors, 'currency')}
              suffix={form.kind === 'amount' ? currency : '%'} onInput={into('value')} />
          )}
          {form.kind === 'gift' && (
            <s-text-field label={t('rewards.product')} details={t('rewards.product_hint')} value={form.product} error={errorAt(errors, 'product')}
              autocomplete="off" onInput={into('product')} />
          )}
          <s-text-field label={t('rewards.prefix')} details={t('rewards.prefix_hint', {code: `${form.prefix.toUpperCase() || 'THANKS'}-3CDF-HJKM-NPRT`})}
            value={form.prefix} error={errorAt(errors, 'prefix')} autocomplete="off" onInput={into('prefix')} />
        </>
      )}
    </s-section>
  );
}

export function BudgetFields({form, currency, saved, errors, change}: FieldsProps) {
  const into = (name: keyof Form) => (event: Event) => change({[name]: typed(event)});
  return (
    <s-section heading={t('rewards.budget')}>
      <s-paragraph color="subdued">{t('rewards.budget_hint')}</s-paragraph>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(11rem, 1fr))" gap="base">
        <s-number-field label={t('rewards.most_codes')} details={t('rewards.empty_no_limit')} value={form.mostCodes} min={0} step={1}
          error={errorAt(errors, 'most_codes')} onInput={into('mostCodes')} />
        {form.kind === 'amount' && (
          <s-number-field label={t('rewards.most_money')} details={t('rewards.empty_no_limit')} value={form.mostMoney} min={0} suffix={currency}
            error={errorAt(errors, 'most_money')} onInput={into('mostMoney')} />
        )}
        {!saved && (
          <s-date-field label={t('rewards.starts')} details={t('rewards.starts_hint')} value={form.starts} error={errorAt(errors, 'starts_at')} onChange={into('starts')} />
        )}
        <s-date-field label={t('rewards.ends')} details={t('rewards.ends_hint')} value={form.ends} error={errorAt(errors, 'ends_at')} onChange={into('ends')} />
        <s-number-field label={t('rewards.valid_days')} details={t('rewards.valid_days_hint')} value={form.validDays} min={0} step={1}
          error={errorAt(errors, 'valid_days')} onInput={into('validDays')} />
      </s-grid>
    </s-section>
  );
}
