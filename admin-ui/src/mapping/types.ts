// The API's documents about where answers go, as app/web/admin sends them.

import type {Choice, List} from '../destinations/types';
import type {Channel} from '../types';

export type Kind = 'property' | 'tag' | 'list' | 'event';
export type FieldType = 'text' | 'number' | 'boolean' | 'date' | 'birthday' | 'texts';

/** One place that the answers to a question go to. */
export interface Target {
  question: string;
  kind: Kind;
  name?: string; // a property's key, the beginning of a tag, a list's id
  label?: string;
  type?: FieldType;
  words?: Record<string, string>; // what is written for an option's key
  options?: string[]; // of a list: the answers that make her a member; without them any
  theirs?: boolean;
  sensitive?: boolean; // the merchant has said that it may go there
  marks?: boolean;
  since?: string;
}

/** Where answers go, as it is read and saved. */
export interface Draft {
  revision: number;
  targets: Target[];
  consents: Channel[];
  link?: string; // the property with her link to her preferences
}

export interface AskedQuestion {
  key: string;
  title: string;
  type: string;
  sensitive: boolean;
  published: boolean;
  channel?: Channel; // of a consent to marketing
  options: Choice[];
  types: FieldType[];
  kinds: Kind[];
}

export interface Attribute {
  key: string;
  label?: string;
  type?: FieldType;
  options?: string[];
}

export interface Takes {
  kinds: Kind[];
  types: FieldType[];
  consents: Channel[];
  list_is_consent: boolean;
  prefix?: string;
  capitals: boolean;
  most: number;
}

/** A mapping with all that is needed to change it. */
export interface Board {
  mapping: Draft;
  updated_at?: string;
  proposed: Draft;
  questions: AskedQuestion[];
  takes: Takes;
  lists: List[];
  attributes: Attribute[];
  problem?: string;
}

export interface Kept {
  mapping: Draft;
  added: Target[];
  removed: Target[];
  changed: Target[];
}

/** What a destination would be told of one person. */
export interface Preview {
  person: string;
  email?: string;
  unknown?: string;
  properties: {key: string; label?: string; type: FieldType; value: unknown; new: boolean}[];
  tags: string[];
  lists: string[];
  consents: {channel: Channel; state: string; at: string}[];
  events: {name: string; at: string; properties: Record<string, string>}[];
  withheld: {question: string; reason: string}[];
  changes: number;
}
