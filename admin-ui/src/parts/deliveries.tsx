// What became of an answer: its deliveries, and every attempt at them.

import {ago, t} from '../i18n';
import type {Attempt, Delivery} from '../types';

const tones = {waiting: 'info', done: 'success', parked: 'critical', dropped: 'neutral'} as const;

export function Deliveries({deliveries, guest}: {deliveries: Delivery[]; guest: boolean}) {
  if (deliveries.length === 0) return <s-text color="subdued">{t(guest ? 'responses.kept' : 'responses.nothing_to_write')}</s-text>;
  return <s-stack gap="small-200">{deliveries.map((one) => <One key={one.id} delivery={one} />)}</s-stack>;
}

function One({delivery}: {delivery: Delivery}) {
  return (
    <s-stack gap="small-400">
      <s-stack direction="inline" gap="small-200">
        <s-badge tone={tones[delivery.state]}>{t(`responses.delivery.${delivery.state}`)}</s-badge>
        {delivery.finished_at && <s-text color="subdued">{ago(delivery.finished_at)}</s-text>}
      </s-stack>
      {delivery.reason && <s-text color="subdued">{delivery.reason}</s-text>}
      {delivery.attempts.map((attempt) => <Try key={attempt.number} attempt={attempt} />)}
    </s-stack>
  );
}

function Try({attempt}: {attempt: Attempt}) {
  const detail = t('responses.attempt_detail', {class: attempt.class, ms: attempt.duration_ms, cost: attempt.cost});
  return (
    <s-text color="subdued" fontVariantNumeric="tabular-nums">
      {t('responses.attempt', {number: attempt.number})}: {detail}
      {attempt.reason && attempt.class !== 'ok' ? ` (${attempt.reason})` : ''}
    </s-text>
  );
}
