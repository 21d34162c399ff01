// Shopify's own APIs as seen from the browser. Of them the sandbox speaks the
// Admin API with extensions of the admin and the Customer Account API with those
// of accounts, and says so where it does not.

import {missing} from './missing';

const nameOf = (input: RequestInfo | URL) => (typeof input === 'object' && 'url' in input ? input.url : String(input));

/** Whether a request is for one of Shopify's own APIs. */
export function isShopify(input: RequestInfo | URL): boolean {
  return /^shopify:/i.test(nameOf(input));
}

/** Whether a request is for the Admin API, of whichever version. */
export function isAdminApi(input: RequestInfo | URL): boolean {
  return /^shopify:(?:\/\/)?admin\/api\/(?:[\w-]+\/)?graphql\.json$/i.test(nameOf(input));
}

/** Asks the Admin API what an extension asks, as the app of the shop. */
export function adminApi(shop: string, body: BodyInit | null | undefined): Promise<Response> {
  return post('/_sandbox/direct', shop, body);
}

/** Whether a request is for the Customer Account API in the version the sandbox has. */
export function isAccountApi(input: RequestInfo | URL): boolean {
  return /^shopify:\/\/customer-account\/api\/2026-07\/graphql\.json$/i.test(nameOf(input));
}

/** Asks the Customer Account API for whoever is logged in in this browser. */
export function accountApi(shop: string, body: BodyInit | null | undefined): Promise<Response> {
  return post('/_sandbox/customer-account', shop, body);
}

function post(path: string, shop: string, body: BodyInit | null | undefined): Promise<Response> {
  return fetch(`${path}?${new URLSearchParams({shop})}`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: body ?? null});
}

/** `shopify.query` of admin extensions. */
export function adminQuery(shop: string) {
  return async (query: string, {variables}: {variables?: unknown} = {}): Promise<{data?: unknown; errors?: {message: string}[]}> => {
    const answer = await adminApi(shop, JSON.stringify({query, variables}));
    const {data, errors} = (await answer.json()) as {data?: unknown; errors?: {message: string}[] | string};
    // Before a request reaches GraphQL it is refused in plain words.
    return {...(data === undefined ? {} : {data}), ...(errors ? {errors: typeof errors === 'string' ? [{message: errors}] : errors} : {})};
  };
}

/** The answer to the rest: not implemented, in words. */
export function refusal(input: RequestInfo | URL): Response {
  const {message} = missing(`fetch ${nameOf(input)}`);
  console.warn(message);
  return Response.json({errors: [{message}]}, {status: 501, statusText: 'Not Implemented'});
}
