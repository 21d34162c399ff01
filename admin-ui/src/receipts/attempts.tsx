// Every try at a delivery, and what came back.

import {ago, t} from '../i18n';
import type {Try} from './receipt';
import {cameOf, tookOf} from './words';

export function Attempts({attempts}: {attempts: Try[]}) {
  if (attempts.length === 0) return <s-section heading={t('receipts.attempts')}><s-paragraph color="subdued">{t('receipts.no_attempts')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('receipts.attempts')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('receipts.came')}</s-table-header>
          <s-table-header listSlot="labeled">{t('receipts.when')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('receipts.status')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('receipts.took')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('receipts.cost')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {attempts.map((one) => (
            <s-table-row key={one.number + one.started_at}>
              <s-table-cell>
                <s-stack gap="small-400">
                  <s-text>{cameOf(one)}</s-text>
                  {one.excerpt && <s-text color="subdued">{t('receipts.excerpt', {text: one.excerpt})}</s-text>}
                </s-stack>
              </s-table-cell>
              <s-table-cell>{ago(one.started_at)}</s-table-cell>
              <s-table-cell>{one.status || '–'}</s-table-cell>
              <s-table-cell>{tookOf(one.duration_ms)}</s-table-cell>
              <s-table-cell>{one.cost || '–'}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
