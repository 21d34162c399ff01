// `shopify` on the thank-you page.

import type {ExtensionTargets} from 'ui-extensions/surfaces/checkout/extension-targets';
import {compose, lacking, refused} from '../missing';
import {analytics, privacy} from './consent';
import type {Host} from './host';
import {storage} from './storage';

type Api = ExtensionTargets['purchase.thank-you.block.render']['api'];

const nothing = {
  attributes: {canUpdateAttributes: false},
  delivery: {canSelectCustomAddress: false},
  discounts: {canUpdateDiscountCodes: false},
  lines: {canAddCartLine: false, canRemoveCartLine: false, canUpdateCartLine: false},
  metafields: {canSetCartMetafields: false, canDeleteCartMetafield: false},
  notes: {canUpdateNote: false},
};

/** The signals of `cost`. */
export const costs = ['subtotalAmount', 'totalShippingAmount', 'totalTaxAmount', 'totalAmount'];

/** The API of the purchase.thank-you targets. */
export function thankYou(host: Host): Api {
  const {config, data} = host;
  const api = {
    analytics,
    ...privacy(host),
    appMetafields: host.signal<Api['appMetafields']>(data.appMetafields ?? []),
    appliedGiftCards: host.signal<Api['appliedGiftCards']>([]),
    attributes: host.signal<Api['attributes']>(data.attributes ?? []),
    buyerJourney: {
      intercept: refused('shopify.buyerJourney.intercept'),
      completed: host.signals.make(true),
      steps: host.signals.make([]),
      activeStep: host.signals.make({handle: 'thank-you' as const}),
    },
    deliveryGroups: host.signal<Api['deliveryGroups']>([]),
    discountAllocations: host.signal<Api['discountAllocations']>(data.discountAllocations ?? []),
    discountCodes: host.signal<Api['discountCodes']>(data.discountCodes ?? []),
    extension: host.extension<Api['extension']>(),
    extensionPoint: config.target as Api['extensionPoint'],
    i18n: host.words<Api['i18n']>(),
    instructions: host.signal<Api['instructions']>(nothing),
    localization: host.localization<Api['localization']>('country', 'currency', 'timezone', 'market'),
    note: host.signal<Api['note']>(data.note),
    query: host.query('Storefront'),
    sessionToken: {get: () => host.tokens.get()},
    settings: host.signal<Api['settings']>(data.settings ?? {}),
    storage: storage(config.session, config.src),
    version: host.apiVersion,
  };
  return compose(
    api,
    host.told<Api, 'orderConfirmation' | 'lines' | 'checkoutToken'>('orderConfirmation', 'lines', 'checkoutToken'),
    personal(host),
    host.group<Api, 'cost'>('cost', costs),
    lacking<Api, 'availablePaymentOptions' | 'selectedPaymentOptions' | 'checkoutSettings'>(
      'shopify', 'availablePaymentOptions', 'selectedPaymentOptions', 'checkoutSettings'),
  );
}

/** What an app sees only with approval for protected data: the page tells it, or it is not there. */
export function personal(host: Host) {
  const {data} = host;
  const buyer = ['customer', 'email', 'phone', 'purchasingCompany'];
  return {
    ...(data.buyerIdentity ? (host.group<Api, 'buyerIdentity'>('buyerIdentity', buyer) as {buyerIdentity: NonNullable<Api['buyerIdentity']>}) : {}),
    ...(data.shippingAddress ? {shippingAddress: host.signal<NonNullable<Api['shippingAddress']>>(data.shippingAddress)} : {}),
    ...(data.billingAddress ? {billingAddress: host.signal<NonNullable<Api['billingAddress']>>(data.billingAddress)} : {}),
    shop: shop(host),
  };
}

/** `shop`, of which the domain is always known. */
export function shop({data, config}: Host): Api['shop'] {
  const domain = config.session.shop;
  const here = {myshopifyDomain: domain, storefrontUrl: location.origin}; // the sandbox's shops have no domain of their own
  return data.shop ? {...here, ...data.shop} : compose(here, lacking<Api['shop'], 'id' | 'name'>('shopify.shop', 'id', 'name'));
}
