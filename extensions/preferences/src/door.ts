// The server's door to what is known of her, in her name.

import type { Change, Known } from '../../shared/preferences.ts';
import type { FieldError } from '../../shared/send.ts';
import { ask, mayPass, type Reply, type Server } from '../../shared/server.ts';
import type { Erasure, Voucher } from './reply.ts';

/** Long enough for a shop on a slow line. */
const TIMEOUT = 15_000;

/** What came of asking: a failure may pass, a refusal does not. */
export type Outcome<T> = { state: 'done'; value: T } | { state: 'failed' } | { state: 'refused'; errors: FieldError[] };

/** The door in a language. Each call is one request; a change may be sent again under its id. */
export function doorOf(server: Server, locale: string) {
  const tongue = `locale=${encodeURIComponent(locale)}`;
  // Twice: an answer may get lost and a token run out on the way, and what is done twice under one id is done once.
  const call = async <T>(path: string, post?: unknown, method?: string) => {
    const once = () => ask(server, path, TIMEOUT, post, method);
    const first = await once();
    return outcome<T>(!first || first.status === 401 ? await once() : first);
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
  if (mayPass(status)) return { state: 'failed' };
  const errors = (body as { errors?: FieldError[] } | undefined)?.errors;
  return { state: 'refused', errors: Array.isArray(errors) ? errors : [] };
}
