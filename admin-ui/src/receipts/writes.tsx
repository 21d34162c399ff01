// What a delivery wrote: at each place what stood there before, and what after.

import {ago, t} from '../i18n';
import type {DeliveryState, Labels, Write} from './receipt';
import {placeOf, standOf} from './words';

export function Writes({writes, labels, state}: {writes: Write[]; labels?: Labels | undefined; state: DeliveryState}) {
  if (writes.length === 0) {
    return (
      <s-section heading={t('receipts.writes')}>
        <s-paragraph color="subdued">{t(state === 'done' ? 'receipts.no_writes' : 'receipts.no_writes_yet')}</s-paragraph>
      </s-section>
    );
  }
  return (
    <s-section heading={t('receipts.writes')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('receipts.place_head')}</s-table-header>
          <s-table-header listSlot="inline">{t('receipts.stands')}</s-table-header>
          <s-table-header listSlot="labeled">{t('receipts.before')}</s-table-header>
          <s-table-header listSlot="labeled">{t('receipts.after')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {writes.map((one) => (
            <s-table-row key={one.subject + one.property}>
              <s-table-cell>{placeOf(one.property, one.subject, labels)}</s-table-cell>
              <s-table-cell><Stands write={one} /></s-table-cell>
              <s-table-cell><s-text color="subdued">{standOf(one.before, one.property)}</s-text></s-table-cell>
              <s-table-cell>{standOf(one.after, one.property)}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

function Stands({write: {written_at, undone_at}}: {write: Write}) {
  if (undone_at) return <s-badge tone="neutral">{t('receipts.taken_back', {when: ago(undone_at)})}</s-badge>;
  return written_at ? <s-badge tone="success">{t('receipts.written', {when: ago(written_at)})}</s-badge> : <s-badge tone="warning">{t('receipts.uncertain')}</s-badge>;
}
