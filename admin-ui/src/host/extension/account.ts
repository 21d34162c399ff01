// `shopify` in customer accounts: order status, profile, full pages.

import type {ExtensionTargets} from 'ui-extensions/surfaces/customer-account/extension-targets';
import {toast} from '../frame/toast';
import {compose, lacking, refused} from '../missing';
import {costs, personal} from './checkout';
import {analytics, privacy} from './consent';
import type {Host} from './host';
import {storage} from './storage';

type Api = ExtensionTargets['customer-account.profile.block.render']['api'];
type OrderApi = ExtensionTargets['customer-account.order-status.block.render']['api'];
type ActionApi = ExtensionTargets['customer-account.order.action.render']['api'];

/** The API of profile blocks, full pages and the rest of the account. */
export function account(host: Host): Api {
  return compose(common(host), {
    extension: host.extension<Api['extension']>(),
    extensionPoint: host.config.target as Api['extensionPoint'],
    localization: host.localization<Api['localization']>('country'),
  });
}

function common(host: Host): Omit<Api, 'extension' | 'extensionPoint' | 'localization'> {
  const {config, data} = host;
  const {customer = config.session.customer ? {id: config.session.customer} : undefined, purchasingCompany} = data.authenticatedAccount ?? {};
  return {
    analytics,
    ...privacy(host),
    authenticatedAccount: {
      customer: host.signal<Api['authenticatedAccount']['customer']>(customer),
      purchasingCompany: host.signal<Api['authenticatedAccount']['purchasingCompany']>(purchasingCompany),
    },
    i18n: host.words<Api['i18n']>(),
    intents: {invoke: refused('shopify.intents.invoke')},
    query: host.query('Storefront'),
    sessionToken: {get: () => host.tokens.get()},
    settings: host.signal<Api['settings']>(data.settings ?? {}),
    storage: storage(config.session, config.src),
    toast: {show: async (content) => ({hide: toast({text: content})})},
    version: host.apiVersion,
  };
}

/** The API of the order status page. */
export function orderStatus(host: Host): OrderApi {
  const {config, data} = host;
  const api = {
    appMetafields: host.signal<OrderApi['appMetafields']>(data.appMetafields ?? []),
    appliedGiftCards: host.signal<OrderApi['appliedGiftCards']>([]),
    attributes: host.signal<OrderApi['attributes']>(data.attributes ?? []),
    authenticationState: host.signal<OrderApi['authenticationState']>(
      data.authenticationState ?? (config.session.customer ? 'fully_authenticated' : 'pre_authenticated'),
    ),
    extension: host.extension<OrderApi['extension']>(),
    extensionPoint: config.target as OrderApi['extensionPoint'],
    discountAllocations: host.signal<OrderApi['discountAllocations']>(data.discountAllocations ?? []),
    discountCodes: host.signal<OrderApi['discountCodes']>(data.discountCodes ?? []),
    localization: host.localization<OrderApi['localization']>('country', 'currency', 'timezone', 'market'),
    note: host.signal<OrderApi['note']>(data.note),
    requireLogin: async () => {
      const back = encodeURIComponent(location.pathname + location.search);
      location.assign(`${config.login ?? '/account'}?return_to=${back}`);
    },
  };
  return compose(
    common(host),
    api,
    host.told<OrderApi, 'order' | 'lines' | 'checkoutToken'>('order', 'lines', 'checkoutToken'),
    personal(host),
    host.group<OrderApi, 'cost'>('cost', costs),
    lacking<OrderApi, 'checkoutSettings'>('shopify', 'checkoutSettings'),
  );
}

/** The API of what opens from an order's menu. */
export function orderAction(host: Host, close: () => void): ActionApi {
  const id = host.data.orderId ?? host.config.session.order;
  const order = id ? {orderId: id} : lacking<ActionApi, 'orderId'>('shopify', 'orderId');
  const api = account(host) as Omit<Api, 'extension' | 'extensionPoint'> & Pick<ActionApi, 'extension' | 'extensionPoint'>;
  return compose(api, {close}, order);
}
