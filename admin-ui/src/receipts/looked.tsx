// What a destination was found to hold, and whose value is to stand where it differs.

import {ago, t} from '../i18n';
import {Failed} from '../parts/states';
import {useDoing} from '../people/doing';
import {pathOf} from '../people/who';
import {receipts, type Side} from './api';
import type {Check} from './receipt';
import {placeOf, standOf, whoseOf} from './words';

/** What was found of one delivery's person or order since. */
export function Looked({check, changed}: {check: Check; changed: () => void}) {
  const {differences, checked_at, state, title} = check;
  const words = t(`receipts.check.${state}`, {when: checked_at ? ago(checked_at) : '', to: title});
  return (
    <s-section heading={t('receipts.looked')}>
      <s-stack gap="base">
        <s-paragraph>{words}</s-paragraph>
        {differences.length > 0 && <Differing check={check} />}
        {differences.length > 0 && <Decide check={check} changed={changed} />}
      </s-stack>
    </s-section>
  );
}

/** A difference among others: whose it is, what differs, and the choice. */
export function Found({check, changed}: {check: Check; changed: () => void}) {
  const {person, title, delivery, checked_at} = check;
  const whose = whoseOf(check);
  const words = t('receipts.seen_at', {to: title, when: checked_at ? ago(checked_at) : ''});
  return (
    <s-box border="base" borderRadius="base" padding="base">
      <s-stack gap="base">
        <s-stack gap="small-400">
          <s-heading>{person ? <s-link href={pathOf(person)}>{whose}</s-link> : whose}</s-heading>
          {delivery ? <s-link tone="neutral" href={`/deliveries/${delivery}`}>{words}</s-link> : <s-text color="subdued">{words}</s-text>}
        </s-stack>
        <Differing check={check} />
        <Decide check={check} changed={changed} />
      </s-stack>
    </s-box>
  );
}

function Differing({check: {differences, subject, labels}}: {check: Check}) {
  const of = subject.startsWith('order/') ? 'order' : 'person';
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('receipts.place_head')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.ours')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.theirs')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {differences.map(({property, ours, theirs}) => (
          <s-table-row key={property}>
            <s-table-cell>{placeOf(property, of, labels)}</s-table-cell>
            <s-table-cell>{standOf(ours, property)}</s-table-cell>
            <s-table-cell>{standOf(theirs, property)}</s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}

function Decide({check, changed}: {check: Check; changed: () => void}) {
  const of = t('receipts.of', {whose: whoseOf(check), to: check.title});
  return <Sides all={false} of={of} changed={changed} decide={(side) => receipts.decide(check.destination, check.subject, side)} />;
}

interface SidesProps {
  all: boolean;
  of: string;
  decide: (side: Side) => Promise<unknown>;
  changed: () => void;
}

/** Ours or theirs, for one look or for all of a destination. */
export function Sides({all, of, decide, changed}: SidesProps) {
  const {busy, failure, doing} = useDoing(changed);
  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-200">
        {(['ours', 'theirs'] as const).map((side) => {
          const what = t(`receipts.settle.${all ? 'all' : 'one'}.${side}`);
          return (
            <s-button key={side} loading={busy} accessibilityLabel={t('receipts.settle_label', {what, of})}
              onClick={() => void doing(() => decide(side), t(`receipts.settled.${side}`))}>{what}</s-button>
          );
        })}
      </s-stack>
      {failure && <Failed error={failure} />}
    </s-stack>
  );
}
