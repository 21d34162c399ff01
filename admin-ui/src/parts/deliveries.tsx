// What became of an answer, in a word for each destination; the page of the response tells
// the whole of it.

import {ago, t} from '../i18n';
import type {Delivery} from '../types';

const tones = {waiting: 'info', done: 'success', parked: 'critical', dropped: 'neutral'} as const;

export function Deliveries({deliveries, guest}: {deliveries: Delivery[]; guest: boolean}) {
  if (deliveries.length === 0) return <s-text color="subdued">{t(guest ? 'responses.kept' : 'responses.nothing_to_write')}</s-text>;
  return <s-stack gap="small-300">{deliveries.map((one) => <One key={one.id} delivery={one} />)}</s-stack>;
}

function One({delivery: {title, state, reason, finished_at}}: {delivery: Delivery}) {
  return (
    <s-stack gap="small-400">
      <s-stack direction="inline" gap="small-300" alignItems="center">
        <s-badge tone={tones[state]}>{t('responses.stands', {title, state: t(`responses.delivery.${state}`)})}</s-badge>
        {finished_at && <s-text color="subdued">{ago(finished_at)}</s-text>}
      </s-stack>
      {reason && <s-text color="subdued">{reason}</s-text>}
    </s-stack>
  );
}
