// Looking at everything that a destination holds of ours, and how far that is.

import {useState} from 'preact/hooks';
import type {Connected} from '../destinations/types';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {useDoing} from '../people/doing';
import {receipts} from './api';

const pollEvery = 2000; // ms

export function LookAt({destination, changed}: {destination: Connected; changed: () => void}) {
  const {value, reload} = useLoad((signal) => receipts.looked(destination.id, signal), [], pollEvery);
  const [most, setMost] = useState(0);
  const {busy, failure, doing} = useDoing(() => { reload(); changed(); });
  const waiting = value?.waiting ?? 0;
  if (waiting > most) setMost(waiting);
  const look = () => void doing(() => receipts.look(destination.id), ({people}) => t('receipts.looking', {count: people, n: amount(people)}));
  return (
    <s-stack gap="small">
      <s-stack direction="inline"><s-button loading={busy} onClick={look}>{t('receipts.look')}</s-button></s-stack>
      {value && <s-text color="subdued">{t('receipts.tally', {verified: amount(value.verified), different: amount(value.different), unreadable: amount(value.unreadable)})}</s-text>}
      {waiting > 0 && (
        <s-stack gap="small-300">
          <s-text>{t('receipts.to_look', {count: waiting, n: amount(waiting)})}</s-text>
          <s-progress value={most - waiting} max={most} accessibilityLabel={t('receipts.progress')} />
        </s-stack>
      )}
      {failure && <Failed error={failure} />}
    </s-stack>
  );
}
