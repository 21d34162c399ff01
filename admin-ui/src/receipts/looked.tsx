// What a destination was found to hold, and whose value is to stand where it differs.

import type {ComponentChildren} from 'preact';
import {ago, t} from '../i18n';
import {Failed} from '../parts/states';
import {useDoing} from '../people/doing';
import {receipts, type Side, type Where} from './api';
import type {Check, Difference} from './receipt';
import {placeOf, standOf} from './words';

export function Looked({check, changed}: {check: Check; changed: () => void}) {
  const when = check.checked_at ? ago(check.checked_at) : '';
  return (
    <s-section heading={t('receipts.looked')} padding={check.differences.length > 0 ? 'none' : 'base'}>
      {check.differences.length === 0
        ? <s-paragraph>{t(`receipts.check.${check.state}`, {when, to: check.title})}</s-paragraph>
        : <Differences checks={[check]} changed={changed} />}
    </s-section>
  );
}

const whereOf = ({destination, subject}: Check, {property}: Difference): Where => ({destination, subject, property});

interface Pages {
  paginate: boolean;
  hasPreviousPage: boolean;
  hasNextPage: boolean;
  onPreviousPage: () => void;
  onNextPage: () => void;
}

/** Differences in a table; `naming` says whose each is. */
export function Differences({checks, changed, naming, pages}: {checks: Check[]; changed: () => void; naming?: (check: Check) => ComponentChildren; pages?: Pages}) {
  return (
    <s-table {...pages}>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('receipts.place_head')}</s-table-header>
        {naming && <s-table-header listSlot="secondary">{t('receipts.whose')}</s-table-header>}
        <s-table-header listSlot="labeled">{t('receipts.ours')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.theirs')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.choice')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {checks.flatMap((check) => check.differences.map((one) => (
          <s-table-row key={check.destination + check.subject + one.property}>
            <s-table-cell>{placeOf(one.property, check.subject.startsWith('order/') ? 'order' : 'person')}</s-table-cell>
            {naming && <s-table-cell>{naming(check)}</s-table-cell>}
            <s-table-cell>{standOf(one.ours, one.property)}</s-table-cell>
            <s-table-cell>{standOf(one.theirs, one.property)}</s-table-cell>
            <s-table-cell><Settle where={whereOf(check, one)} of={placeOf(one.property)} changed={changed} /></s-table-cell>
          </s-table-row>
        )))}
      </s-table-body>
    </s-table>
  );
}

/** Ours or theirs, for one place or all of a destination. */
export function Settle({where, of, changed}: {where: Where; of: string; changed: () => void}) {
  const {busy, failure, doing} = useDoing(changed);
  const all = where.property ? 'one' : 'all';
  const settle = (side: Side) => void doing(() => receipts.settle(where, side), t(`receipts.settled.${side}`));
  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-200">
        {(['ours', 'theirs'] as const).map((side) => (
          <s-button key={side} loading={busy} accessibilityLabel={t('receipts.settle_label', {what: t(`receipts.settle.${all}.${side}`), of})} onClick={() => settle(side)}>
            {t(`receipts.settle.${all}.${side}`)}
          </s-button>
        ))}
      </s-stack>
      {failure && <Failed error={failure} />}
    </s-stack>
  );
}
