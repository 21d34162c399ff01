// window.fetch as App Bridge leaves it: requests to the app carry a session
// token, and are told to the frame. The Admin API is asked by the frame, as Shopify's
// own admin does for the app.

import {isAdminApi, isShopify, refusal} from '../direct';
import {addressOf, type Call, type Fetch, watched} from '../ledger';
import type {Direct} from '../messages';
import type {Tokens} from '../tokens';

const retry = 'X-Shopify-Retry-Invalid-Session-Request';

/** Makes the fetch of the embedded app. */
export function appFetch(send: Fetch, tokens: Tokens, origins: string[], tell: (call: Call) => void, ask: (body: string) => Promise<Direct>): Fetch {
  const ours = (url: URL) => url.origin === location.origin || origins.includes(url.origin);
  const told = watched(send, ours, tell);

  return async (input, init) => {
    if (isAdminApi(input)) {
      const {status, body} = await ask(await bodyOf(input, init));
      return new Response(body, {status, headers: {'Content-Type': 'application/json'}});
    }
    if (isShopify(input)) return refusal(input);
    if (!ours(addressOf(input))) return send(input, init);
    const request = new Request(input, init);
    const own = request.headers.has('Authorization');
    const again = request.clone();
    const answer = await told(own ? request : await authorised(request, tokens));
    if (answer.status !== 401 || !answer.headers.has(retry)) return answer;
    tokens.drop();
    return own ? answer : told(await authorised(again, tokens));
  };
}

const bodyOf = async (input: RequestInfo | URL, init?: RequestInit) => (typeof input === 'object' && 'text' in input ? input.text() : String(init?.body ?? ''));

async function authorised(request: Request, tokens: Tokens): Promise<Request> {
  request.headers.set('Authorization', `Bearer ${await tokens.get()}`);
  return request;
}
