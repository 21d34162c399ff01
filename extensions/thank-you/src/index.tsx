// The thank-you page: asks the published survey right after an order.
//
// It keeps to s-banner, s-button, s-choice, s-choice-list, s-form, s-heading,
// s-spinner, s-stack, s-text, s-text-area and s-text-field: those are what the
// sandbox shop's page host draws.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import { render } from 'preact';

import { memoryIn } from '../../shared/memory.ts';
import { send } from '../../shared/send.ts';
import { SurveyForm } from '../../shared/SurveyForm.tsx';
import { readPublished, surveyFor } from '../../shared/survey.ts';

const SURFACE = 'thank-you';

declare const shopify: Api;

function ThankYou() {
  const published = readPublished(shopify.appMetafields.value);
  const wanted = shopify.settings.value.survey;
  const survey = surveyFor(published, SURFACE, typeof wanted === 'string' ? wanted.trim() : '');
  if (!published || !survey) return <Nothing />;
  const order = shopify.orderConfirmation.value.order.id;
  return (
    <SurveyForm
      key={survey.handle}
      survey={survey}
      occasion={{ surface: SURFACE, order, locale: shopify.localization.language.value.isoCode }}
      memory={memoryIn(shopify.storage, `${survey.handle}/${order}`)}
      send={(submission) =>
        send({ url: `${published.app_url}/storefront/v1/responses`, token: () => shopify.sessionToken.get() }, submission)
      }
      translate={(key) => shopify.i18n.translate(key)}
    />
  );
}

// A merchant placing the block is told why it is empty; a shopper sees nothing.
function Nothing() {
  if (!shopify.extension.editor) return null;
  return <s-banner tone="info">{shopify.i18n.translate('nothing')}</s-banner>;
}

export default function extension() {
  render(<ThankYou />, document.body);
}
