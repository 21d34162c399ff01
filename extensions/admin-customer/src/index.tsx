// The customer's page in the admin: what this customer told us.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { render } from 'preact';

import { Answers } from '../../shared/Answers.tsx';
import { answers } from './answers.ts';

declare const shopify: Api;

function AdminCustomer() {
  const translate = (key: string) => shopify.i18n.translate(key);
  const customer = shopify.data.selected[0]?.id ?? '';
  return (
    <s-admin-block heading={translate('heading')}>
      <s-stack direction="block" gap="base">
        <Answers
          load={() => answers(shopify.query, customer, translate)}
          translate={translate}
          date={(at) => shopify.i18n.formatDate(at, { dateStyle: 'long' })}
        />
        <s-link href="app:responses">{translate('open')}</s-link>
      </s-stack>
    </s-admin-block>
  );
}

export default function extension() {
  render(<AdminCustomer />, document.body);
}
