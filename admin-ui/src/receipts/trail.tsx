// Where one answer went: at every destination whether it stands there, since when, and why not.

import {ago, listed, t} from '../i18n';
import {sentence} from '../privacy/words';
import type {Went} from './receipt';
import {wentTones} from './words';

export function Trail({went}: {went: Went[]}) {
  if (went.length === 0) return <s-paragraph color="subdued">{t('receipts.nowhere')}</s-paragraph>;
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('receipts.to')}</s-table-header>
        <s-table-header listSlot="inline">{t('receipts.state_head')}</s-table-header>
        <s-table-header listSlot="secondary">{t('receipts.why')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.as')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.when')}</s-table-header>
      </s-table-header-row>
      <s-table-body>{went.map((one) => <Row key={one.destination} went={one} />)}</s-table-body>
    </s-table>
  );
}

function Row({went: {title, state, names, why, at, delivery}}: {went: Went}) {
  return (
    <s-table-row>
      <s-table-cell>
        {delivery ? <s-link href={`/deliveries/${delivery}`} accessibilityLabel={t('receipts.see_delivery', {to: title})}>{title}</s-link> : title}
      </s-table-cell>
      <s-table-cell><s-badge tone={wentTones[state]}>{t(`receipts.went.${state}`)}</s-badge></s-table-cell>
      <s-table-cell><s-text color="subdued">{why ? sentence(why) : t(`receipts.went_why.${state}`)}</s-text></s-table-cell>
      <s-table-cell>{names.length > 0 ? sentence(listed(names)).replace(/\.$/, '') : '–'}</s-table-cell>
      <s-table-cell>{at ? ago(at) : '–'}</s-table-cell>
    </s-table-row>
  );
}
