// What the server tells of deliveries, and of what they wrote.

import type {Answer, Attempt, Person, Response} from '../types';

export type DeliveryState = 'waiting' | 'done' | 'parked' | 'dropped';

/** Which deliveries: without anything, all of them. */
export interface DeliveryFilter {
  destination?: string;
  state?: DeliveryState | '';
  since?: string; // a moment
  survey?: string; // its id
  person?: string; // a number, an order's name or an email address
}

/** One delivery in a list. */
export interface Receipt {
  id: string;
  destination: string;
  title: string; // the destination's
  state: DeliveryState;
  cause: string;
  reason?: string;
  person?: Person; // none once they are erased
  survey?: {id: string; title: string};
  response?: string;
  run?: string;
  tries: number;
  undone?: boolean; // nothing stands any more of what it wrote
  next_at?: string;
  created_at: string;
  finished_at?: string;
}

export interface ReceiptPage {
  deliveries: Receipt[];
  next?: string;
}

/** What stands at a place: nothing, or a value as it was written. A tag that is there has none. */
export interface Stand {
  there: boolean;
  value?: string;
}

/** One change of one place. */
export interface Write {
  subject: 'person' | 'order';
  property: string; // "property:skin", "tag:skin:oily", "list:7"
  before: Stand;
  after: Stand;
  written_at?: string; // none while it is not certain
  undone_at?: string;
}

/** What places are called whose names say nothing: list:7 is Newsletter. */
export type Labels = Record<string, string>;

export interface Difference {
  property: string;
  ours: Stand;
  theirs: Stand;
}

export type CheckState = 'waiting' | 'verified' | 'different' | 'unreadable';

/** A look at what a destination really holds of somebody. */
export interface Check {
  destination: string;
  title: string;
  subject: string;
  person?: Person;
  delivery: string;
  state: CheckState;
  differences: Difference[];
  labels?: Labels;
  checked_at?: string;
}

export interface CheckPage {
  checks: Check[];
  next?: string;
}

/** How looks at a destination stand, in people. */
export interface Tally {
  waiting: number;
  verified: number;
  different: number;
  unreadable: number;
}

/** A try at a delivery, with what came back. */
export interface Try extends Attempt {
  status?: number; // of the HTTP answer
  excerpt?: string; // of it, redacted
}

export interface ReceiptDetails extends Receipt {
  attempts: Try[];
  writes: Write[];
  checks: Check[];
  labels?: Labels;
}

/** What is chosen: some deliveries, or all that a filter leaves. */
export type Chosen = DeliveryFilter & {ids?: string[]; all?: boolean};

/** What taking back came to, or would come to. */
export interface Undone {
  deliveries: number;
  people: number;
  places: number;
  skipped: Record<string, number> | null; // places that are not, by why
  refused?: number; // of the people, those whose destination has refused it
  cut_short?: boolean; // not all was counted: there is more than this
}

export type WentState =
  | 'there' | 'verified' | 'different' | 'uncertain' | 'refused' | 'undone' | 'overridden' | 'withheld' | 'waiting' | 'parked' | 'unmapped' | 'nothing';

/** Where one answer is, at one destination. */
export interface Went {
  destination: string;
  title: string;
  state: WentState;
  names: string[]; // the places it goes to
  why?: string;
  at?: string;
  delivery?: string;
}

export interface Trail {
  response: Response;
  answers: (Answer & {went: Went[]})[];
}
