// How a reward is, and what to do about it.

import {dayOf, t} from '../i18n';
import type {Reward} from '../types';
import {healthOf} from './rule';

const tones = {
  trouble: 'critical', owing: 'warning', ended: 'neutral', scheduled: 'info', spent: 'caution', filling: 'info', ready: 'success',
} as const;

export function HealthBadge({reward}: {reward: Reward}) {
  const health = healthOf(reward);
  return <s-badge tone={tones[health]}>{t(`rewards.health.${health}`)}</s-badge>;
}

/** What the badge means and what to do, "" where there is nothing to do. */
export function adviceOn(reward: Reward): string {
  const health = healthOf(reward);
  if (health === 'trouble') {
    const why = t('rewards.advice.trouble', {problem: reward.problem ?? ''});
    if (reward.kind === 'gift' && !reward.made) return `${why} ${t('rewards.advice.gift', {product: reward.product ?? ''})}`;
    return `${why} ${t(reward.made ? 'rewards.advice.made' : 'rewards.advice.unmade')}`;
  }
  if (health === 'ready') return reward.surveys.length === 0 ? t('rewards.advice.unused') : '';
  return t(`rewards.advice.${health}`, {count: reward.owed, day: reward.starts_at ? dayOf(reward.starts_at) : ''});
}
