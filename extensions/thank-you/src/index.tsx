// The thank-you page: asks the published surveys right after an order.

import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';

import { draw } from '../../shared/draw.ts';
import { signalsOf, SurveyBlock } from '../../shared/SurveyBlock.tsx';

declare const shopify: Api;

function ThankYou() {
  return (
    <SurveyBlock
      page={shopify}
      surface="thank-you"
      placements={['thank-you']}
      order={shopify.orderConfirmation.value.order.id}
      customer={shopify.buyerIdentity?.customer.value?.id}
    />
  );
}

export default function extension() {
  draw(() => <ThankYou />, [...signalsOf(shopify), shopify.orderConfirmation, shopify.buyerIdentity?.customer]);
}
