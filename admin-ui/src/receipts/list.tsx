// Deliveries in a table: whom they are about, where they go, and what became of them.

import {ago, t} from '../i18n';
import {breakable, unbroken} from '../parts/breakable';
import {isChosen, turned, turnedPage, whole, type Choice} from './filter';
import type {Receipt, ReceiptPage} from './receipt';
import {State} from './state';
import {fateOf, whoseOf, whyOf} from './words';

interface Props {
  page: ReceiptPage;
  trail: string[]; // cursors of the pages walked through
  setTrail: (trail: string[]) => void;
  choice: Choice;
  choose: (choice: Choice) => void;
}

export function List({page, trail, setTrail, choice, choose}: Props) {
  const {deliveries, next} = page;
  return (
    <s-table paginate={trail.length > 0 || Boolean(next)} hasPreviousPage={trail.length > 0} hasNextPage={Boolean(next)}
      onPreviousPage={() => setTrail(trail.slice(0, -1))} onNextPage={() => next && setTrail([...trail, next])}>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('receipts.whose')}</s-table-header>
        <s-table-header listSlot="inline">{t('receipts.state_head')}</s-table-header>
        <s-table-header listSlot="secondary">{t('receipts.fate_head')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.to')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.why')}</s-table-header>
        <s-table-header listSlot="labeled">{t('receipts.when')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {deliveries.map((one) => <Row key={one.id} receipt={one} chosen={isChosen(choice, one.id)} turn={() => choose(turned(choice, one.id, deliveries))} />)}
      </s-table-body>
    </s-table>
  );
}

function Row({receipt, chosen, turn}: {receipt: Receipt; chosen: boolean; turn: () => void}) {
  const whose = whoseOf(receipt);
  return (
    <s-table-row id={`delivery-${receipt.id}`}>
      <s-table-cell>
        <s-grid gridTemplateColumns="auto 1fr" gap="small-300" alignItems="center">
          <s-checkbox accessibilityLabel={t('receipts.choose', {whose, to: receipt.title, when: ago(receipt.created_at)})} checked={chosen} onChange={turn} />
          <s-link tone="neutral" href={`/deliveries/${receipt.id}`} accessibilityLabel={t('receipts.see', {whose, to: receipt.title, when: ago(receipt.created_at)})}>{breakable(whose)}</s-link>
        </s-grid>
      </s-table-cell>
      <s-table-cell><State receipt={receipt} /></s-table-cell>
      <s-table-cell><s-text color="subdued">{fateOf(receipt)}</s-text></s-table-cell>
      <s-table-cell>{receipt.title}</s-table-cell>
      <s-table-cell>{whyOf(receipt)}</s-table-cell>
      <s-table-cell>{unbroken(ago(receipt.created_at))}</s-table-cell>
    </s-table-row>
  );
}

/** How much is chosen, and buttons for more and for less. */
export function Chooser({page, choice, choose}: Pick<Props, 'page' | 'choice' | 'choose'>) {
  const {deliveries, next} = page;
  const all = whole(choice, deliveries);
  const count = choice.ids.size;
  const words = choice.all ? t('receipts.chosen_all') : count > 0 ? t('receipts.chosen', {count}) : t('receipts.chosen_none');
  return (
    <s-stack direction="inline" gap="base" alignItems="center">
      <s-checkbox label={t('receipts.choose_page')} checked={all} onChange={() => choose(turnedPage(choice, deliveries))} />
      <div role="status"><s-text color="subdued">{words}</s-text></div>
      {all && !choice.all && next && <s-button variant="tertiary" onClick={() => choose({ids: new Set(), all: true})}>{t('receipts.choose_all')}</s-button>}
    </s-stack>
  );
}
