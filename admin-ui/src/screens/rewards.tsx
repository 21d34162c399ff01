// What the shop gives for answering, and how each reward is.

import {api} from '../api';
import {money, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {adviceOn, HealthBadge} from '../rewards/health';
import {sentence} from '../rewards/rule';
import type {Reward, RewardList} from '../types';

/** Where a reward is made. No reward has such a handle. */
export const newReward = '/rewards/_new';

/** A pool fills and shoppers earn while one looks. */
export const pollEvery = 3000; // ms

export function Rewards() {
  const {value, error, reload} = useLoad((signal) => api.rewards(signal), [], pollEvery);
  return (
    <s-page heading={t('rewards.title')} inlineSize="large">
      {value && value.rewards.length > 0 && <s-button slot="primary-action" variant="primary" href={newReward}>{t('rewards.create')}</s-button>}
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.rewards.length === 0 && <Empty />}
      {value && value.rewards.length > 0 && <List list={value} />}
    </s-page>
  );
}

function Empty() {
  return (
    <s-section accessibilityLabel={t('rewards.empty')}>
      <s-stack alignItems="center" gap="base" padding="large-300">
        <s-heading>{t('rewards.empty')}</s-heading>
        <s-paragraph color="subdued">{t('rewards.empty_hint')}</s-paragraph>
        <s-button variant="primary" href={newReward}>{t('rewards.create')}</s-button>
      </s-stack>
    </s-section>
  );
}

function List({list}: {list: RewardList}) {
  return (
    <s-section padding="none" accessibilityLabel={t('rewards.title')}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('rewards.reward')}</s-table-header>
          <s-table-header listSlot="inline">{t('rewards.health.title')}</s-table-header>
          <s-table-header listSlot="secondary">{t('rewards.worth')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('rewards.promised')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('rewards.owed')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('rewards.free')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{list.rewards.map((one) => <Row key={one.handle} reward={one} currency={list.currency} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({reward, currency}: {reward: Reward; currency: string}) {
  const link = `reward-${reward.handle}`;
  const advice = adviceOn(reward);
  return (
    <s-table-row clickDelegate={link}>
      <s-table-cell><s-link id={link} tone="neutral" href={`/rewards/${reward.handle}`}>{reward.title}</s-link></s-table-cell>
      <s-table-cell><HealthBadge reward={reward} /></s-table-cell>
      <s-table-cell>
        <s-stack gap="small-400">
          <s-text color="subdued">{sentence(reward, currency)}</s-text>
          {advice && <s-text>{advice}</s-text>}
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-stack>
          <s-text>{promisedOf(reward)}</s-text>
          {reward.spent && <s-text color="subdued">{money(reward.spent, currency)}</s-text>}
        </s-stack>
      </s-table-cell>
      <s-table-cell>{reward.owed}</s-table-cell>
      <s-table-cell>{reward.free}</s-table-cell>
    </s-table-row>
  );
}

/** "14 of 200", or "14" where there is no limit. */
export function promisedOf({promised, most}: Reward): string {
  return most > 0 ? t('rewards.of', {n: promised, most}) : String(promised);
}
