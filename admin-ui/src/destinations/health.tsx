// What waits for a destination, since when, and what it refused.

import {amount, dayOf, t} from '../i18n';
import {linkTo} from '../receipts/filter';
import {lastTook, next, oldest} from './pulse';
import type {Connected} from './types';

export function Health({one}: {one: Connected}) {
  const {id, account, created_at} = one;
  const lines = ([
    [t('destinations.account'), account ?? ''],
    [t('destinations.to_send'), <Backlog one={one} id={id} />],
    [t('destinations.oldest'), oldest(one)],
    [t('destinations.next'), next(one)],
    [t('destinations.took'), one.pulse ? lastTook(one) : ''],
    [t('destinations.since'), dayOf(created_at)],
  ] as const).filter(([, fact]) => fact !== '');
  return (
    <s-grid gridTemplateColumns="auto 1fr" gap="small-200 base">
      {lines.map(([label, fact]) => [<s-text color="subdued">{label}</s-text>, typeof fact === 'string' ? <s-text>{fact}</s-text> : fact])}
    </s-grid>
  );
}

// Each number leads to what it counts.
function Backlog({one: {waiting, parked}, id}: {one: Connected; id: string}) {
  if (waiting + parked === 0) return <s-text>{t('destinations.all_sent')}</s-text>;
  return (
    <s-stack direction="inline" gap="small-200">
      {waiting > 0 && <s-link href={linkTo({destination: id, state: 'waiting'})}>{t('destinations.n_waiting', {n: amount(waiting)})}</s-link>}
      {parked > 0 && <s-link href={linkTo({destination: id, state: 'parked'})}>{t('destinations.n_parked', {n: amount(parked)})}</s-link>}
    </s-stack>
  );
}
