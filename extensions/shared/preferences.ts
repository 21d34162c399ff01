// What the server tells of what a shopper told (app/preference), and what she, or who
// speaks with her, can have it do.

import type { Answer as Given } from './submission.ts';

export interface Pick {
  key: string;
  label: string;
  hint?: string;
  image?: string;
}

/** What an answer is for, and by what right. */
export interface Use {
  key: string;
  title?: string;
  basis?: 'consent' | 'contract' | 'legitimate_interest';
}

export interface Written {
  destination: string;
  as: string;
  at: string;
}

export interface Withheld {
  destination: string;
  reason: string;
  since: string;
}

export interface Answer {
  value: Given;
  words: string[];
  since: string;
  by_staff?: boolean;
  freshness: 'fresh' | 'stale' | 'doubted';
  kept_until?: string;
  written: Written[];
  withheld: Withheld[];
}

/** One question in her language, and what she answered. */
export interface Item {
  key: string;
  type: string;
  prompt: string;
  why?: string;
  get?: string;
  use?: string;
  keep_days?: number;
  options?: Pick[];
  parts?: Pick[];
  other?: string;
  least?: number;
  most?: number;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  low?: string;
  high?: string;
  max_length?: number;
  sensitive?: boolean;
  /** Of a question for consent: for which channel. */
  channel?: string;
  /** The question for consent that is to be granted first. */
  needs?: string;
  asked: boolean;
  purpose: Use;
  answer?: Answer;
  snoozed?: { until?: string; never?: boolean };
}

export interface Section {
  key: string;
  questions: Item[];
}

/** A consent she could give, and where it stands; "" or nothing while she has said nothing. */
export interface Permission {
  channel: string;
  purpose: Use;
  /** The words to agree to, where no question of the shop's asks for it. */
  ask: string;
  state?: '' | 'granted' | 'pending' | 'withdrawn';
  since?: string;
  wording?: string;
}

/** A channel she prefers and has forbidden. */
export interface Conflict {
  question: string;
  channel: string;
  purpose: string;
}

export interface Earned {
  reward: string;
  code?: string;
  promised_at: string;
}

export interface Known {
  /** The language it is told in. */
  locale: string;
  sections: Section[];
  consents: Permission[];
  conflicts: Conflict[];
  rewards: Earned[];
  counts: { answers: number; open: number };
}

export interface Choice {
  channel: string;
  purpose: string;
  granted: boolean;
  wording: string;
}

/** What she changes at once. */
export interface Change {
  set?: Record<string, Given>;
  clear?: string[];
  consents?: Choice[];
  snooze?: { question: string; never: boolean }[];
  /** Questions she put off, and may be asked again. */
  wake?: string[];
}
