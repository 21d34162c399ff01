// What the page tells the block, in the section's JSON.

import type { Routed } from '../../shared/branch.ts';
import type { Facts, Rule } from '../../shared/rule.ts';
import type { Sample } from '../../shared/sample.ts';

/** What is known of a shopper by the keys of questions. */
export interface Known {
  answers?: Facts;
  /** Until when a question is not to be asked, in milliseconds; 0 is for good. */
  closed?: Record<string, number>;
}

export interface Question extends Routed {
  /** What it costs a shopper. */
  seconds: number;
  /** Days until it may be asked again once it is answered; 0 is never. */
  again: number;
  /** The same where it was left blank. */
  retry: number;
  /** Its answer is not kept in the browser. */
  secret?: boolean;
  /** Its place in the page. */
  box: HTMLFieldSetElement;
}

export interface Survey {
  handle: string;
  version: number;
  /** How an answer says where it was given. */
  say: { survey: string; version: number; surface: string };
  audience?: Rule;
  sample?: Sample | null;
  /** How many questions may be asked at once, and what they may cost in seconds. */
  room: number;
  time: number;
  questions: Question[];
}

/** The module for rules. */
export type Logic = typeof import('./rules.ts');

/** All that the parts of a block share. */
export type Page = Told & Logic;

/** Whom a page is for. */
export interface Person {
  customer?: number;
  known: Known;
  /** She picks what she prefers: what is known stands in the fields, and the form stays. */
  picker?: boolean;
}

/** When a prompt opens, whatever comes first; 0 is never. */
export interface Prompt {
  /** Seconds on the page. */
  after: number;
  /** Percent of the page scrolled. */
  scroll: number;
  /** When the mouse leaves at the top. */
  exit: boolean;
  /** Products viewed in the visit. */
  views: number;
}

export interface Told extends Person {
  locale: string;
  /** Of the page; then of the visit as well. */
  facts: Facts;
  /** Whether something hangs on the visit, which is kept from page to page then. */
  visit?: boolean;
  prompt?: Prompt;
  /** The facts that tell how she came, by the names they have in an address. */
  arrival?: Record<string, string>;
  /** Kinds of device, by what their screens match; the first holds. */
  devices?: Record<string, string>;
  /** The best first, as their forms stand in the page. */
  surveys: Survey[];
  /** What a refusal is called, by its code, and whatever else must be said. */
  words: Record<string, string> & Record<'required' | 'invalid' | 'failed' | 'saved' | 'sending' | 'put_off' | 'declined' | 'because' | 'copied', string>;
  /** "n answers left until your reward", by n. */
  left: string[];
  /** Where the shop tells of the cart. */
  cart: string;
  /** The module for rules, where a survey has some. */
  rules?: string;
}
