// Files of responses: how far each is, in words, and getting one.

import {call, fetched} from '../api';
import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import {asked, type ResponseFilter} from './filter';

export type Format = 'csv' | 'parquet';

/** A file of responses, as the server tells it. */
export interface File {
  id: string;
  format: Format;
  filter: ResponseFilter;
  state: 'running' | 'done' | 'cancelled' | 'failed' | 'void';
  reason?: string;
  counted: boolean;
  total: number;
  looked: number;
  rows: number;
  size: number;
  created_at: string;
  finished_at?: string;
  ends_at?: string;
}

const path = (id: string, what = '') => `/exports/${encodeURIComponent(id)}${what}`;

export const files = {
  list: async (signal?: AbortSignal) => (await call<{exports: File[]}>('GET', '/exports', undefined, signal)).exports,
  begin: (format: Format, filter: ResponseFilter) => call<File>('POST', '/exports', {format, filter: asked(filter)}),
  cancel: (id: string) => call<File>('POST', path(id, '/cancel')),
  remove: async (id: string) => (await call<{exports: File[]}>('DELETE', path(id))).exports,
  get: (id: string) => fetched(path(id, '/download')),
};

export const tones = {running: 'info', done: 'success', cancelled: 'neutral', failed: 'critical', void: 'caution'} as const;

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 1536 → "1.5 kB". */
export function bytes(n: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, n)) / 3));
  return new Intl.NumberFormat('en', {style: 'unit', unit: units[step]!, unitDisplay: 'short', maximumFractionDigits: 1}).format(n / 1000 ** step);
}

/** How far a file is, or what became of it. */
export function course(file: File): string {
  const {state, counted, looked, total, rows, size, reason, ends_at: ends} = file;
  const so = {n: amount(looked), of: amount(total), rows: amount(rows), count: rows};
  if (state === 'running') return t(counted ? 'responses.files.so_far' : 'responses.files.counting', so);
  if (state === 'done') return t('responses.files.ready', {...so, size: bytes(size), ends: ago(ends ?? '')});
  return reason ? sentence(reason) : t('responses.files.nothing');
}

/** "responses-2026-11-22-1830.csv", as the server would call it. */
export const fileName = ({created_at, format}: Pick<File, 'created_at' | 'format'>): string => {
  const [day, time] = new Date(created_at).toISOString().split('T');
  return `responses-${day}-${time!.slice(0, 5).replace(':', '')}.${format}`;
};
