// Keeps what is not yet known to be received, and sends it from whatever page is
// open, the oldest first. The same id twice is harmless: the server answers the second
// as the first. Every entry has a place of its own in the storage, so that no tab
// writes over what another keeps, by a name that says when: names sort as they came.

import { read, write } from './storage.ts';

const QUEUE = 'askwell:queue';
const KEPT_FOR = 30 * 864e5;
const KEPT_AT_MOST = 1e3;
const PATIENCE = 1e4;
const FIRST_WAIT = 2e3;
const LAST_WAIT = 6e4;
/** So often one that cannot be sent holds up those after it, which come in order then. */
const TRIES = 4;

interface Entry {
  url: string;
  body: { id: string };
}

/** What the server said, for good: ok is false of what it refused. */
export type Reply = { ok: boolean; errors?: { field: string; code: string }[] };

const heard: Record<string, (reply?: Reply) => void> = {};
let tries = 0;
let timer: ReturnType<typeof setTimeout>;

/** The names of all that waits. */
export function queued(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(QUEUE));
  } catch {
    return [];
  }
}

export const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'askwell' },
    body: JSON.stringify(body),
    keepalive: true,
    signal: AbortSignal.timeout(PATIENCE),
  });

/** One try; undefined when nothing was proven. */
async function deliver({ url, body }: Entry): Promise<Reply | undefined> {
  try {
    const response = await post(url, body);
    const { ok, status } = response;
    // A shop's own pages (password, maintenance) answer 200 or 404 in HTML, which is no JSON.
    const said = status === 204 ? body : await response.json();
    if (ok ? said.id : status < 500 && ![408, 425, 429].includes(status)) return { ...said, ok };
  } catch {
    // no answer, or no proof
  }
}

/** Sends all that waits; while another tab does so, this one waits. */
export const flush = () =>
  navigator.locks.request(QUEUE, async () => {
    for (const name of queued().sort()) {
      const isFresh = name > QUEUE + (Date.now() - KEPT_FOR);
      const reply = isFresh ? await deliver(read<Entry>(name, {} as Entry)) : undefined;
      if (reply || !isFresh) {
        tries = 0;
        delete localStorage[name];
        heard[name]?.(reply);
      } else {
        clearTimeout(timer);
        timer = setTimeout(flush, Math.min(LAST_WAIT, FIRST_WAIT * 2 ** tries++));
        if (tries < TRIES) break;
      }
    }
  });

/**
 * Keeps and sends; tells when what had to wait has arrived. What is still being prepared is kept all the same.
 * What cannot be kept, because too much waits or storage is forbidden, must arrive now or is refused.
 */
export async function send(url: string, body: Entry['body'], arrived?: () => void, prepared?: Promise<unknown>): Promise<Reply | undefined> {
  const entry = { url, body };
  const name = QUEUE + Date.now() + body.id;
  const isKept = queued().length < KEPT_AT_MOST && write(name, entry);
  await prepared?.catch(() => undefined);
  if (!isKept) return (await deliver(entry)) ?? { ok: false };
  write(name, entry);
  return new Promise((resolve) => {
    heard[name] = resolve;
    void flush().then(() => {
      resolve(undefined);
      heard[name] = (reply) => reply?.ok && arrived?.();
    });
  });
}
