// Shopify's own APIs as seen from the browser, which the sandbox does not speak.

import {missing} from './missing';

/** Whether a request is for one of Shopify's own APIs. */
export function isShopify(input: RequestInfo | URL): boolean {
  return /^shopify:/i.test(typeof input === 'object' && 'url' in input ? input.url : String(input));
}

/** The answer to it: not implemented, in words. */
export function refusal(input: RequestInfo | URL): Response {
  const name = typeof input === 'object' && 'url' in input ? input.url : String(input);
  const {message} = missing(`fetch ${name}`);
  console.warn(message);
  return Response.json({errors: [{message}]}, {status: 501, statusText: 'Not Implemented'});
}
