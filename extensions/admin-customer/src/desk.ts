// The server's door to what a customer says, for who speaks with her. The admin adds
// the session token, by which the server knows the member of staff.

import type { Change, Known } from '../../shared/preferences.ts';
import { mayPass } from '../../shared/server.ts';

/** What came of asking: a failure may pass, a refusal does not. */
export type Outcome = { state: 'done'; known: Known } | { state: 'failed' } | { state: 'refused' };

/** Long enough for a shop on a slow line. */
const TIMEOUT = 15_000;

/** The door to one customer. A change may be sent again under its id. */
export function deskOf(customer: string) {
  const path = `/api/v1/people/${customer}/answers`;
  return {
    read: () => ask(path),
    /** `locale` is the language that she was asked in. */
    change: (id: string, reason: string, locale: string, change: Change) => ask(path, { id, reason, locale, ...change }),
  };
}

export type Desk = ReturnType<typeof deskOf>;

async function ask(path: string, post?: unknown): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  try {
    const body = post === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(post) };
    const response = await fetch(path, { signal: abort.signal, ...body });
    if (response.ok) return { state: 'done', known: (await response.json()) as Known };
    return { state: mayPass(response.status) ? 'failed' : 'refused' };
  } catch {
    return { state: 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
