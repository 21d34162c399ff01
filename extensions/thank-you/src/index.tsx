// The thank-you page: asks the published survey right after an order.
//
// It keeps to s-banner, s-button, s-choice, s-choice-list, s-form, s-heading,
// s-spinner, s-stack, s-text, s-text-area and s-text-field: those are what the
// sandbox shop's page host draws.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import { render } from 'preact';

import { SurveyBlock } from '../../shared/SurveyBlock.tsx';

declare const shopify: Api;

function ThankYou() {
  return (
    <SurveyBlock
      surface="thank-you"
      placements={['thank-you']}
      metafields={shopify.appMetafields.value}
      wanted={shopify.settings.value.survey}
      order={shopify.orderConfirmation.value.order.id}
      customer={shopify.buyerIdentity?.customer.value?.id}
      locale={shopify.localization.language.value.isoCode}
      storage={shopify.storage}
      token={() => shopify.sessionToken.get()}
      translate={(key) => shopify.i18n.translate(key)}
      editing={Boolean(shopify.extension.editor)}
    />
  );
}

export default function extension() {
  render(<ThankYou />, document.body);
}
