// What the server tells of a person as of a moment, and how a day is one.

import type {Channel, Surface} from '../types';

export type Freshness = 'fresh' | 'stale' | 'doubted' | 'cleared';

/** One thing somebody said; without values they took it back. */
export interface Telling {
  values: string[];
  at: string;
  response: string;
  survey: string; // its handle
  surface: Surface;
  captured_by?: string;
  proof?: 'customer' | 'staff' | 'link' | 'order' | 'browser'; // of who spoke; none of nobody's
}

export interface Declared extends Telling {
  question: string;
  prompt: string;
  state: Freshness;
  stale_at?: string;
  doubted_at?: string;
  history: Telling[];
  written: Held[];
}

/** A destination that holds something now, and in which places. */
export interface Held {
  destination: string;
  title: string;
  names: string[];
  at?: string;
}

/** What Shopify tells of a customer. */
export interface Standing {
  orders: number;
  spent?: string;
  last_order_at?: string;
  tags?: string[];
  segments?: string[];
}

export interface Order {
  id: number;
  name: string;
  total: string;
  currency: string;
  created_at: string;
  cancelled_at?: string;
}

export interface Agreed {
  channel: Channel;
  purpose: string;
  state: 'granted' | 'pending' | 'withdrawn';
  source: string;
  changed_at: string;
  wording?: string;
  captured_by?: string;
  response?: string;
  written: Held[];
}

export interface Profile {
  at: string;
  declared: Declared[];
  since?: string; // when we first heard of them
  zone: string; // the shop's
  observed: {orders: Order[]; standing?: Standing; currency: string};
  contact: {name: 'email' | 'phone'; value: string; declared?: string; observed?: string}[];
  consents: Agreed[];
}

/** The end of a day as the merchant's clock has it, "" for now: of no day, or one that is not over. */
export function momentOf(day: string, now = new Date()): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return '';
  const end = new Date(`${day}T23:59:59.999`);
  return Number.isNaN(end.getTime()) || end >= now ? '' : end.toISOString();
}
