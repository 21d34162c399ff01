// window.fetch as App Bridge leaves it: requests to the app carry a session
// token, and are told to the frame.

import {isShopify, refusal} from '../direct';
import {addressOf, type Call, type Fetch, watched} from '../ledger';
import type {Tokens} from '../tokens';

const retry = 'X-Shopify-Retry-Invalid-Session-Request';

/** Makes the fetch of the embedded app. */
export function appFetch(send: Fetch, tokens: Tokens, origins: string[], tell: (call: Call) => void): Fetch {
  const ours = (url: URL) => url.origin === location.origin || origins.includes(url.origin);
  const told = watched(send, ours, tell);

  return async (input, init) => {
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

async function authorised(request: Request, tokens: Tokens): Promise<Request> {
  request.headers.set('Authorization', `Bearer ${await tokens.get()}`);
  return request;
}
