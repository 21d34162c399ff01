// The server's door to what is known of her, in her name.

import type { FieldError } from '../../shared/send.ts';
import { ask, type Reply, type Server } from '../../shared/server.ts';
import type { Change, Erasure, Known, Voucher } from './reply.ts';

/** Long enough for a shop on a slow line. */
const TIMEOUT = 15_000;

/** What came of asking: a failure may pass, a refusal does not. */
export type Outcome<T> = { state: 'done'; value: T } | { state: 'failed' } | { state: 'refused'; errors: FieldError[] };

/** The door in a language. Each call is one request; a change may be sent again under its id. */
export function doorOf(server: Server, locale: string) {
  const tongue = `locale=${encodeURIComponent(locale)}`;
  // Twice: the token may have run out on the way, and what is done twice under one id is done once.
  const call = async <T>(path: string, post?: unknown, method?: string) => {
    const once = async () => outcome<T>(await ask(server, path, TIMEOUT, post, method));
    const first = await once();
    return first.state === 'failed' ? once() : first;
  };
  return {
    read: () => call<Known>(`preferences?${tongue}`),
    change: (id: string, change: Change) => call<Known>('preferences', { id, locale, ...change }, 'PUT'),
    takeAlong: () => call<Voucher>('preferences/export', {}),
    /** Where a browser gets a copy. */
    copy: ({ voucher }: Voucher, format: 'html' | 'json') => `${server.url}/storefront/v1/preferences/copy?format=${format}&${tongue}&voucher=${voucher}`,
    erase: (id: string) => call<Erasure>('preferences/erasure', { id, confirm: true }),
    erasure: (id: string) => call<Erasure>(`preferences/erasure?id=${encodeURIComponent(id)}`),
  };
}

export type Door = ReturnType<typeof doorOf>;

function outcome<T>(reply: Reply | undefined): Outcome<T> {
  const { status = 0, body } = reply ?? {};
  if (status >= 200 && status < 300 && body !== undefined) return { state: 'done', value: body as T };
  const errors = (body as { errors?: FieldError[] } | undefined)?.errors;
  return status === 422 && Array.isArray(errors) ? { state: 'refused', errors } : { state: 'failed' };
}
