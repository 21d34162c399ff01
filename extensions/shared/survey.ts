// What a merchant published, as the shop's metafield carries it to every block.

import type { Rule } from './rule.ts';
import type { Sample } from './sample.ts';

/** Words by language tag. */
export type Text = Record<string, string>;

export interface Option {
  key: string;
  label: Text;
  hint?: Text;
  image?: string;
  /** Keeps its place when options are shuffled. */
  pinned?: boolean;
  /** What it weighs for each ending. */
  weights?: Record<string, number>;
}

/** When a question is asked anew. */
export interface Again {
  mode?: 'once' | 'every' | 'until' | 'evergreen';
  days?: number;
  times?: number;
}

export interface Question {
  key: string;
  type: string;
  prompt: Text;
  /** What a shopper is owed before she answers. */
  why?: Text;
  get?: Text;
  use?: Text;
  /** How long the answer is kept; without it until she takes it back. */
  keep_days?: number;
  options?: Option[];
  other?: { label: Text; names?: { name: string; aliases?: string[] }[] };
  shuffle?: boolean;
  /** The day parts of a delivery slot, whose options are its places. */
  parts?: Option[];
  /** How many options may be chosen. */
  least?: number;
  most?: number;
  /** The limits of a number or a rating. */
  min?: number;
  max?: number;
  step?: number;
  unit?: Text;
  /** The words at a scale's ends, or for no and yes. */
  low?: Text;
  high?: Text;
  required?: boolean;
  max_length?: number;
  /** When it is asked, and where an answer leads. */
  if?: Rule;
  next?: { if?: Rule; to: string }[];
  again?: Again;
  /** Days after which an answer has aged. */
  half_life?: number;
  /** Of a shopper's time. */
  seconds?: number;
  sensitive?: boolean;
}

/** One outcome of a quiz. */
export interface Ending {
  key: string;
  title: Text;
  text?: Text;
  image?: string;
  /** Handles, the best first. */
  products?: string[];
  collections?: string[];
}

/** What is promised for all answers. */
export interface Promised {
  handle: string;
  kind: 'percentage' | 'amount' | 'free_shipping' | 'gift';
  value?: string;
  currency?: string;
  /** When nobody else is promised one. */
  ends?: string;
  /** When its codes stop counting. */
  until?: string;
}

/** Whether a moment is over; one that is not named never is. */
export const isPast = (moment: string | undefined, now: number) => moment !== undefined && Date.parse(moment) <= now;

export interface Survey {
  handle: string;
  version: number;
  languages: string[];
  placements: string[];
  questions: Question[];
  thanks?: Text;
  audience?: Rule;
  sample?: Sample;
  /** Among surveys; the greater is asked first. */
  priority?: number;
  /** Shoppers start it themselves: no budget limits what it asks. */
  invited?: boolean;
  endings?: Ending[];
  poll?: { least: number };
  reward?: Promised;
}

export interface Published {
  app_url: string;
  /** The shop's own, in which rules name amounts. */
  currency?: string;
  surveys: Survey[];
}

/** The part of an app metafield entry that is read here. */
export interface MetafieldEntry {
  target: { type: string };
  metafield: { key: string; value: unknown };
}

/** What is published in this shop; undefined when nothing is, or it cannot be read. */
export function readPublished(entries: MetafieldEntry[]): Published | undefined {
  return parsePublished(entries.find(({ target, metafield }) => target.type === 'shop' && metafield.key === 'surveys')?.metafield.value);
}

/** The same from the metafield's value, which some hosts have parsed. */
export function parsePublished(value: unknown): Published | undefined {
  try {
    const published = (typeof value === 'string' ? JSON.parse(value) : value) as Published | undefined;
    return Array.isArray(published?.surveys) ? published : undefined;
  } catch {
    return undefined;
  }
}

/** The surveys for a place, or the one a merchant chose by handle: an earlier place goes before a later, then the priority decides. */
export function surveysFor(published: Published | undefined, places: string[], handle = ''): Survey[] {
  const place = ({ placements }: Survey) => places.findIndex((one) => placements.includes(one));
  const here = (published?.surveys ?? []).filter((survey) => place(survey) >= 0 && (!handle || survey.handle === handle));
  return here.sort((a, b) => place(a) - place(b) || (b.priority ?? 0) - (a.priority ?? 0) || (a.handle < b.handle ? -1 : 1));
}

/** The words for a locale: the exact tag, its language, the survey's first language. */
export function words(text: Text | undefined, locale: string, fallback: string): string {
  const base = locale.split('-')[0] ?? '';
  return text?.[locale] || text?.[base] || text?.[fallback] || '';
}
