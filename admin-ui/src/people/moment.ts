// What the server tells of a person as of a moment, and how a day is one.

import type {Channel} from '../types';

export type Freshness = 'fresh' | 'stale' | 'doubted' | 'cleared';

/** One thing somebody said; without values they took it back. */
export interface Telling {
  values: string[];
  at: string;
  response: string;
  proof?: 'customer' | 'staff' | 'link' | 'order' | 'browser'; // of who spoke; none of nobody's
}

export interface Declared extends Telling {
  question: string;
  prompt: string;
  state: Freshness;
  history: Telling[];
}

export interface Profile {
  at: string;
  declared: Declared[];
  observed: {orders: {id: number; name: string; created_at: string}[]};
  contact: {name: 'email' | 'phone'; value: string; declared?: string; observed?: string}[];
  consents: {channel: Channel; purpose: string; state: 'granted' | 'pending' | 'withdrawn'}[];
}

/** The end of a day as the merchant's clock has it, "" for now: of no day, or one that is not over. */
export function momentOf(day: string, now = new Date()): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return '';
  const end = new Date(`${day}T23:59:59.999`);
  return Number.isNaN(end.getTime()) || end >= now ? '' : end.toISOString();
}
