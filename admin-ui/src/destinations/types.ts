// The API's documents about destinations, as app/web/admin sends them.

import type {Undone} from '../receipts/receipt';
import type {Channel} from '../types';

export type Drift = 'ours' | 'theirs' | 'ask';

/** A destination and how it stands. */
export interface Connected {
  id: string;
  kind: string;
  title: string;
  own?: string; // the merchant's own name for it
  settings: Record<string, string>; // of a secret the end alone
  account?: string;
  problem?: string;
  checked_at?: string;
  drift: Drift;
  sample: number; // one in so many writes is read back; 0: none
  mapped: number; // places that answers go to
  connects: boolean; // whether the merchant has connected it
  let_in?: boolean; // at the vendor's own site: there is no key
  created_at: string;
  waiting: number;
  parked: number;
  paused?: string;
  pulse?: Pulse; // in a list no more than since when the oldest waits
}

/** How telling a destination goes. */
export interface Pulse {
  since?: string; // the oldest of what waits, but for what runs have planned
  reason?: string; // why that one waits
  next_at?: string; // when the next one is tried
  throttled_until?: string;
  delivered_at?: string; // when it last took something
}

/** Something that can be connected. */
export interface Provider {
  name: string;
  title: string;
  help: string; // Markdown
  fields: Field[];
  authorizes?: boolean; // the merchant can let us in at the vendor's own site
  email: boolean; // it knows people by their email address
  properties: boolean;
  tags: boolean;
  lists: boolean;
  events: boolean;
  consents: Channel[];
}

export interface Field {
  key: string;
  label: string;
  help?: string;
  example?: string;
  choices?: Choice[];
  list?: boolean; // it is the id of a list
  secret?: boolean;
  required?: boolean;
  suggestion?: string; // a fresh value that an empty form offers
}

export interface Choice {
  value: string;
  label: string;
}

export interface List {
  id: string;
  name: string;
  marks?: boolean; // who is on it may be mailed
}

/** What a change does to a destination, counted without doing it. */
export interface Effect {
  people: number;
  set: number;
  unset: number;
  add_tags: number;
  remove_tags: number;
  join: number;
  leave: number;
  events: number;
  names?: Record<string, number>; // by receipt name: how many people it changes for
  withheld: number;
  unknown: number;
  examples?: string[];
  cut_short?: boolean; // there is more than this
  counted?: number; // people that were looked at, where they are not all
}

export interface Plan {
  total: number;
  effect: Effect;
  labels?: Record<string, string>; // by receipt name: what is called otherwise there than it is named
}

/** What a change of the shop's comes to at one destination. */
export interface Foreseen extends Plan {
  destination: string;
  title: string;
  problem?: string; // why it could not be counted
}

export interface Run {
  id: string;
  destination?: string; // none: all of them
  title?: string; // the destination's
  survey?: string; // whose answers alone it is about
  kind: 'backfill' | 'replay' | 'undo';
  of: 'people' | 'deliveries'; // what it goes through
  leaves?: boolean; // the destination is disconnected once it is through
  state: 'running' | 'paused' | 'cancelled' | 'done';
  counted: boolean; // whether it is known how many it is about
  total: number;
  planned: number;
  done: number;
  effect: Effect;
  came_to?: Undone; // what it has taken back so far, and what not
  reason?: string;
  by?: string;
  created_at: string;
  finished_at?: string;
}

/** What leaving could take back. */
export type Written = Undone;
