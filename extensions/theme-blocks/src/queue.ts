// Keeps what is not yet known to be received, and sends it from whatever page is
// open. The same id twice is harmless: the server answers the second as the first.

import { read, write } from './storage.ts';

const QUEUE = 'queue';
const KEPT_FOR = 7 * 864e5;
const KEPT_AT_MOST = 20;
const WAITS = [2e3, 5e3, 15e3];
const LAST_WAIT = 6e4;

export interface Entry {
  url: string;
  body: { id: string };
  at: number;
}

/** What the server said, for good: ok is false of what it refused. */
export type Reply<Body> = Partial<Body> & { ok: boolean; errors?: { field: string; code: string }[] };

const waiting: Record<string, (() => void) | undefined> = {};
let tries = 0;
let timer: ReturnType<typeof setTimeout>;

export const queued = () => read<Entry[]>(QUEUE, []);
const without = (id: string) => queued().filter(({ body }) => body.id !== id);

/** One try; undefined when nothing was proven. */
async function deliver<Body>({ url, body, at }: Entry): Promise<Reply<Body> | undefined> {
  const isFresh = at > Date.now() - KEPT_FOR;
  let reply;
  try {
    const response = (isFresh && (await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'askwell' },
      body: JSON.stringify(body),
      keepalive: true,
    }))) as Response;
    const { ok, status } = response;
    // A shop's own pages (password, maintenance) answer 200 or 404 in HTML, which is no JSON.
    const said = status === 204 ? body : await response.json();
    if (ok ? said.id : status < 500 && ![408, 425, 429].includes(status)) reply = { ...said, ok };
  } catch {
    // no answer, or no proof
  }
  if (reply || !isFresh) write(QUEUE, without(body.id));
  else {
    clearTimeout(timer);
    timer = setTimeout(flush, WAITS[tries++] ?? LAST_WAIT);
  }
  return reply;
}

/** Sends all that waits. */
export async function flush(): Promise<void> {
  for (const entry of queued()) if ((await deliver(entry))?.ok) waiting[entry.body.id]?.();
}

/** Keeps and sends; tells when what had to wait has arrived. What is still being prepared is kept all the same. */
export async function send<Body>(url: string, body: Entry['body'] & Record<string, unknown>, arrived?: () => void, prepared?: Promise<unknown>): Promise<Reply<Body> | undefined> {
  const entry = { url, body, at: Date.now() };
  const keep = () => write(QUEUE, [...without(body.id), entry].slice(-KEPT_AT_MOST));
  keep();
  await prepared?.catch(() => undefined);
  keep();
  waiting[body.id] = arrived;
  return deliver(entry);
}
