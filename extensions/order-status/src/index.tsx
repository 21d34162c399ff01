// The order status page: asks what the thank-you page could not, of whoever
// opens the page: a customer, or a guest who has not logged in.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/customer-account.order-status.block.render';
import { render } from 'preact';

import { SurveyBlock } from '../../shared/SurveyBlock.tsx';

declare const shopify: Api;

// Who only holds the order's link is not proven to be its customer.
function customer(): string | undefined {
  if (shopify.authenticationState.value !== 'fully_authenticated') return undefined;
  return shopify.authenticatedAccount.customer.value?.id;
}

function OrderStatus() {
  return (
    <SurveyBlock
      surface="order-status"
      placements={['order-status', 'thank-you']}
      metafields={shopify.appMetafields.value}
      wanted={shopify.settings.value.survey}
      order={shopify.order.value?.id}
      customer={customer()}
      locale={shopify.localization.language.value.isoCode}
      storage={shopify.storage}
      token={() => shopify.sessionToken.get()}
      translate={(key) => shopify.i18n.translate(key)}
      editing={Boolean(shopify.extension.editor)}
    />
  );
}

export default function extension() {
  render(<OrderStatus />, document.body);
}
