// One reward: making it, and later what has come of it.

import {useEffect} from 'preact/hooks';
import {api} from '../api';
import {money, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {BudgetFields, WorthFields} from '../rewards/fields';
import {adviceOn, HealthBadge} from '../rewards/health';
import {changeOf, ruleOf, sentence, validity} from '../rewards/rule';
import {saveBar, useReward, type Writing} from '../rewards/use-reward';
import type {Reward as OneReward, RewardList} from '../types';
import {pollEvery, promisedOf} from './rewards';

/** Without a handle a new one is made. */
export function Reward({handle}: {handle: string | undefined}) {
  const {value, error, reload} = useLoad((signal) => api.rewards(signal), [], pollEvery);
  const missing = Boolean(value && handle && !value.rewards.some((one) => one.handle === handle));
  if (value && !missing) return <Write list={value} handle={handle} reload={reload} />;
  return (
    <s-page heading={t('rewards.reward')}>
      <s-link slot="breadcrumb-actions" href="/rewards">{t('rewards.title')}</s-link>
      {missing && <s-banner tone="critical">{t('rewards.not_found')}</s-banner>}
      {error ? <Failed error={error} retry={reload} /> : !missing && <Loading />}
    </s-page>
  );
}

function Write({list, handle, reload}: {list: RewardList; handle: string | undefined; reload: () => void}) {
  const writing = useReward(list, handle);
  useEffect(reload, [writing.reward]);
  const {reward, form, errors, failure} = writing;
  const fresh = list.rewards.find((one) => one.handle === reward?.handle) ?? reward; // its codes are made, shoppers earn it
  const fields = {form, errors, saved: Boolean(reward), currency: list.currency, change: writing.change};
  const rule = reward ? {...reward, ...unset, ...changeOf(form, reward)} : ruleOf(form, list.currency, []);
  return (
    <s-page heading={reward?.title ?? t('rewards.create')}>
      <s-link slot="breadcrumb-actions" href="/rewards">{t('rewards.title')}</s-link>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={writing.busy === 'saving' || undefined} onClick={writing.save}>{t('editor.save')}</button>
        <button onClick={writing.discard}>{t('editor.discard')}</button>
      </ui-save-bar>
      {failure && <Failed error={failure} />}
      {errors.length > 0 && <s-banner tone="critical" heading={t('errors.fields')} />}
      {fresh?.problem && <s-banner tone="warning" heading={t('rewards.health.trouble')}><s-paragraph>{adviceOn(fresh)}</s-paragraph></s-banner>}
      <WorthFields {...fields} />
      <BudgetFields {...fields} />
      {reward && reward.state !== 'ended' && <Ending writing={writing} />}
      <s-stack slot="aside" gap="base">
        <s-section heading={t('rewards.preview')}>
          <s-paragraph>{sentence(rule, list.currency)}</s-paragraph>
          <s-paragraph color="subdued">{validity(rule)}</s-paragraph>
          {form.kind === 'gift' && <s-paragraph color="subdued">{t('rewards.gift_hint')}</s-paragraph>}
        </s-section>
        {fresh && <Standing reward={fresh} currency={list.currency} />}
      </s-stack>
    </s-page>
  );
}

// What a change may leave out is gone from the preview, too.
const unset = {most_codes: undefined, most_money: undefined, valid_days: undefined, ends_at: undefined} as object;

function Ending({writing}: {writing: Writing}) {
  return (
    <s-section heading={t('rewards.end')}>
      <s-paragraph>{t('rewards.end_hint')}</s-paragraph>
      <s-stack direction="inline"><s-button tone="critical" commandFor="end-reward" command="--show">{t('rewards.end')}</s-button></s-stack>
      <s-modal id="end-reward" heading={t('rewards.end_sure')}>
        <s-paragraph>{t('rewards.end_hint')}</s-paragraph>
        <s-button slot="primary-action" variant="primary" tone="critical" loading={writing.busy === 'ending'} commandFor="end-reward" command="--hide"
          onClick={writing.end}>{t('rewards.end')}</s-button>
        <s-button slot="secondary-actions" commandFor="end-reward" command="--hide">{t('rewards.keep')}</s-button>
      </s-modal>
    </s-section>
  );
}

function Standing({reward, currency}: {reward: OneReward; currency: string}) {
  const figures: [string, string][] = [
    [t('rewards.promised'), promisedOf(reward)], [t('rewards.issued'), String(reward.issued)],
    [t('rewards.owed'), String(reward.owed)], [t('rewards.free'), String(reward.free)],
  ];
  if (reward.spent) figures.push([t('rewards.spent'), money(reward.spent, currency)]);
  return (
    <s-section heading={t('rewards.so_far')}>
      <s-stack direction="inline"><HealthBadge reward={reward} /></s-stack>
      {!reward.problem && adviceOn(reward) && <s-paragraph>{adviceOn(reward)}</s-paragraph>}
      {reward.changed && <s-paragraph color="subdued">{t('rewards.changed')}</s-paragraph>}
      <s-grid gridTemplateColumns="1fr auto" gap="small-200">
        {figures.map(([label, figure]) => [
          <s-text color="subdued">{label}</s-text>,
          <s-text fontVariantNumeric="tabular-nums">{figure}</s-text>,
        ])}
      </s-grid>
      {reward.surveys.length > 0 && (
        <s-stack gap="small-300">
          <s-text color="subdued">{t('rewards.promised_by')}</s-text>
          {reward.surveys.map((one) => <s-link key={one.id} href={`/surveys/${one.id}`}>{one.title}</s-link>)}
        </s-stack>
      )}
    </s-section>
  );
}
