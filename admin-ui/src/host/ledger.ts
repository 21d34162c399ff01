// Requests that go from the browser to the app, which the sandbox cannot see:
// a copy of each goes to its ledger. No header is copied, so no token is.

/** One request and its answer. It is told when it leaves and again when it is answered: it must stand before what it sets off. */
export interface Call {
  /** Names the request, the same both times. */
  call: string;
  /** It has only just left. */
  busy?: true;
  method: string;
  path: string;
  /** 0 when no answer came. */
  status: number;
  ms: number;
  request: string;
  answer: string;
}

/** What the sandbox is told: the call, and whose it was. */
export interface Entry extends Call {
  shop: string;
  kind: 'extension' | 'admin';
  surface: string;
  /** The id of the customer it is about, or of her order. */
  about?: string;
}

export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

const limit = 16 << 10; // bytes of a body that are told
const secrets = /([?&](?:id_token|hmac|session|token)=)[^&]*/g;

/** A fetch that tells of every call which `told` wants, and is never in its way. */
export function watched(send: Fetch, told: (url: URL) => boolean, tell: (call: Call) => void): Fetch {
  return async (input, init) => {
    const url = addressOf(input);
    if (!told(url)) return send(input, init);
    const request = new Request(input, init);
    const body = beginning(request.clone());
    const started = performance.now();
    const call = {call: Math.random().toString(36).slice(2), method: request.method, path: url.pathname + url.search.replace(secrets, '$1…')};
    const left = body.then((text) => tell({...call, busy: true, status: 0, ms: 0, request: text, answer: ''}));
    const done = async (status: number, ms: number, answer: string) => {
      await left;
      tell({...call, status, ms: Math.round(ms), request: await body, answer});
    };
    try {
      const answer = await send(request);
      const ms = performance.now() - started;
      const read = answer.clone();
      void beginning(read).then((text) => done(answer.status, ms, text));
      return answer;
    } catch (error) {
      void done(0, performance.now() - started, String(error));
      throw error;
    }
  };
}

/** Where a request goes. */
export function addressOf(input: RequestInfo | URL): URL {
  return new URL(typeof input === 'object' && 'url' in input ? input.url : input, document.baseURI);
}

/** The start of a body as text, and no more of it is read. */
async function beginning(from: Request | Response): Promise<string> {
  if (!from.body) return '';
  const reader = from.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = limit;
  try {
    while (left > 0) {
      const {done, value} = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value.subarray(0, left), {stream: true});
      left -= value.length;
    }
    void reader.cancel().catch(() => {});
  } catch {
    // An aborted request ends here; what came so far is told.
  }
  return text;
}

/** Tells the sandbox, and minds nothing: its ledger must not break the app. */
export function record(entry: Entry): void {
  const send = (keepalive: boolean) =>
    fetch('/_sandbox/ledger', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(entry), keepalive});
  // Kept alive it outlives the page, but a browser keeps only so much alive.
  send(true).catch(() => send(false)).catch(() => {});
}
