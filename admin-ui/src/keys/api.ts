import {call, whole} from '../api';
import type {EntryPage, Key, KeyPage} from './types';

/** API keys and the audit log. */
export const programs = {
  list: (cursor: string, signal?: AbortSignal) => call<KeyPage>('GET', `/keys?cursor=${cursor}`, undefined, signal),
  every: async (signal?: AbortSignal) => (await whole<'keys', KeyPage>('/keys', 'keys', signal)).keys,
  make: (name: string, scopes: string[], expires?: string) =>
    call<{key: Key; token: string}>('POST', '/keys', {name, scopes, ...(expires && {expires_at: expires})}),
  revoke: (id: string) => call<Key>('POST', `/keys/${encodeURIComponent(id)}/revoke`, {}),
  audit: (asked: Record<string, string>, cursor: string, signal?: AbortSignal) =>
    call<EntryPage>('GET', `/audit?${new URLSearchParams({limit: '50', ...asked, ...(cursor && {cursor})})}`, undefined, signal),
};
