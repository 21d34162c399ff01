// The order status page: asks what the thank-you page could not, of whoever
// opens the page: a customer, or a guest who has not logged in.

import type { Api } from '@shopify/ui-extensions/customer-account.order-status.block.render';

import { draw } from '../../shared/draw.ts';
import { signalsOf, SurveyBlock } from '../../shared/SurveyBlock.tsx';

declare const shopify: Api;

// Who only holds the order's link is not proven to be its customer.
function customer(): string | undefined {
  if (shopify.authenticationState.value !== 'fully_authenticated') return undefined;
  return shopify.authenticatedAccount.customer.value?.id;
}

function OrderStatus() {
  return (
    <SurveyBlock
      page={shopify}
      surface="order-status"
      placements={['order-status', 'thank-you']}
      order={shopify.order.value?.id}
      customer={customer()}
      later
      placed={shopify.order.value?.processedAt}
    />
  );
}

export default function extension() {
  draw(() => <OrderStatus />, [...signalsOf(shopify), shopify.order, shopify.authenticationState, shopify.authenticatedAccount.customer]);
}
