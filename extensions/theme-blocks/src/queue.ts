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
/** And so many in a row say that nothing gets through. */
const IN_VAIN = 3;

interface Entry {
  url: string;
  body: { id: string };
}

/** What the server said, for good: ok is false of what it refused. */
export type Reply = { ok: boolean; errors?: { field: string; code: string }[] };

const replies: Record<string, Reply | undefined> = {};
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
    let failed = 0;
    for (const name of queued().sort()) {
      const isOld = name < QUEUE + (Date.now() - KEPT_FOR);
      if (isOld || (replies[name] = await deliver(read<Entry>(name, {} as Entry)))) {
        tries = 0;
        delete localStorage[name];
      } else {
        clearTimeout(timer);
        timer = setTimeout(flush, Math.min(LAST_WAIT, FIRST_WAIT * 2 ** tries++));
        if (tries < TRIES || ++failed >= IN_VAIN) break;
      }
    }
  });

/**
 * Keeps and sends; undefined when it has to wait. What cannot be kept, because too much
 * waits or storage is forbidden, must arrive now or is refused.
 */
export async function send(url: string, body: Entry['body']): Promise<Reply | undefined> {
  const name = QUEUE + Date.now() + body.id;
  if (queued().length >= KEPT_AT_MOST || !write(name, { url, body })) return (await deliver({ url, body })) ?? { ok: false };
  await flush();
  return replies[name];
}
