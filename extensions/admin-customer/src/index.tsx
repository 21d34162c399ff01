// The customer's page in the admin: what this customer told us, and writing down what
// she says to a member of staff.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { render } from 'preact';
import { useMemo } from 'preact/hooks';

import { numberOf } from '../../shared/id.ts';
import { deskOf } from './desk.ts';
import { Record } from './Record.tsx';
import { Told } from './Told.tsx';
import { type Notice, useDesk } from './useDesk.ts';

declare const shopify: Api;

const translate = (key: string, words?: Record<string, string | number>) => shopify.i18n.translate(key, words);
const date = (at: string) => shopify.i18n.formatDate(new Date(at), { dateStyle: 'long' });

function AdminCustomer({ customer }: { customer: string }) {
  const desk = useMemo(() => deskOf(customer), [customer]);
  const work = useDesk(desk);
  const { known } = work;
  const items = known ? known.sections.flatMap(({ questions }) => questions) : [];
  return (
    <s-admin-block heading={translate('heading')}>
      <s-stack direction="block" gap="base">
        {known === undefined && <s-spinner accessibilityLabel={translate('loading')} />}
        {known === false && (
          <>
            <s-banner tone="warning">{translate('failed')}</s-banner>
            <s-button onClick={work.load}>{translate('retry')}</s-button>
          </>
        )}
        {known && (
          <>
            <Told items={items} translate={translate} date={date} />
            <s-divider />
            <Record items={items} work={work} translate={translate} />
            {work.notice && <Status notice={work.notice} />}
          </>
        )}
        <s-link href={`app:people/${customer}`}>{translate('open')}</s-link>
      </s-stack>
    </s-admin-block>
  );
}

/** How it stands with what was written down. */
function Status({ notice: { state, undo, again } }: { notice: Notice }) {
  if (state === 'saving') return null; // the button says so
  const failed = state === 'failed' || state === 'refused';
  return (
    <s-banner tone={failed ? 'critical' : 'success'}>
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-text>{translate(failed ? `not_${state}` : state)}</s-text>
        {undo && <s-button onClick={undo}>{translate('undo')}</s-button>}
        {again && <s-button onClick={again}>{translate('retry')}</s-button>}
      </s-stack>
    </s-banner>
  );
}

export default function extension() {
  const customer = numberOf(shopify.data.selected[0]?.id);
  render(<AdminCustomer customer={customer} />, document.body);
}
