// The app's own server, as far as a block talks to it.

export interface Server {
  /** Where the app lives, as published. */
  url: string;
  /** A fresh token each time: they live for minutes. */
  token: () => Promise<string>;
}

export interface Reply {
  status: number;
  /** Undefined when it is not JSON. */
  body: unknown;
}

// 401 may pass: the token may have run out on the way, and the next is fresh.
const PASSING = [401, 408, 425, 429];

/** Whether the same may be taken another time; 0 is no answer at all. */
export const mayPass = (status: number) => Math.floor(status / 100) !== 4 || PASSING.includes(status);

/** One request in the shopper's name; undefined when no answer came in time. */
export async function ask({ url, token }: Server, path: string, timeout: number, post?: unknown, method = 'POST'): Promise<Reply | undefined> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const authorization = { Authorization: `Bearer ${await token()}` };
    const response = await fetch(`${url}/storefront/v1/${path}`, {
      signal: abort.signal,
      ...(post === undefined
        ? { headers: authorization }
        : { method, headers: { ...authorization, 'Content-Type': 'application/json' }, body: JSON.stringify(post) }),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
