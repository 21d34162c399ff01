// The `fetch` an extension has: to the app, told to the ledger, and of Shopify's
// own APIs to those the sandbox speaks from the browser.

import {accountApi, adminApi, isAccountApi, isAdminApi, isShopify, refusal} from '../direct';
import {addressOf, type Fetch, record, watched} from '../ledger';
import type {Host} from './host';

/** Makes the fetch of one extension. */
export function extensionFetch(host: Host, send: Fetch): Fetch {
  const {target, session, app, capabilities} = host.config;
  const admin = session.kind === 'admin';
  const appOrigin = app && new URL(app).origin;
  const isApp = (url: URL) => (appOrigin ? url.origin === appOrigin : url.origin !== location.origin);

  const about = session.customer ?? session.order;
  const tellAll = watched(send, isApp, (call) => record({shop: session.shop, kind: 'extension', surface: target, ...(about && {about}), ...call}));

  return async (input, init) => {
    const body = async () => (typeof input === 'object' && 'text' in input ? await input.text() : init?.body);
    if (admin && isAdminApi(input)) return adminApi(session.shop, await body());
    if (session.kind === 'account' && isAccountApi(input)) return accountApi(session.shop, await body());
    if (isShopify(input)) return refusal(input);
    if (!admin && capabilities && !capabilities.includes('network_access')) {
      throw new TypeError(`fetch: the extension's manifest does not ask for network_access`);
    }
    const url = admin && app && typeof input === 'string' ? new URL(input, app) : addressOf(input);
    const request = typeof input === 'object' && 'url' in input ? input : url;
    const answer = await tellAll(request, admin && isApp(url) ? await authorised(host, input, init) : init);
    if (answer.status === 401) host.tokens.drop(); // what it was asked with is no good
    return answer;
  };
}

// Admin extensions get the token added for them, buyers' add it themselves.
async function authorised(host: Host, input: RequestInfo | URL, init: RequestInit = {}): Promise<RequestInit> {
  const given = init.headers ?? (typeof input === 'object' && 'headers' in input ? input.headers : undefined);
  const headers = new Headers(given);
  if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${await host.tokens.get()}`);
  return {...init, headers};
}
