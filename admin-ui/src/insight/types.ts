// What the insight API tells, as app/web/admin sends it.

import type {Rate, Surface, There} from '../types';

/** What a summary is of. */
export interface Frame {
  survey: {id: string; title: string};
  zone: string; // whose days these are
  from: string; // 2026-11-01
  to: string;
  as_of: string;
  small: number; // of fewer any figure says little
}

/** So many of so many, and where the share lies with a confidence of 95 percent. */
export interface Share {
  n: number;
  of: number;
  percent: number;
  low: number;
  high: number;
  small: boolean;
}

/** A promoter score, -100 to 100. */
export interface Score {
  score: number;
  low: number;
  high: number;
  promoters: number;
  detractors: number;
  n: number;
  small: boolean;
}

/** What orders came to in one currency, after refunds. */
export interface Money {
  currency: string;
  orders: number;
  revenue: string; // a decimal
  average: string;
  small: boolean;
}

export interface Value {
  value: string;
  label?: string;
  other?: boolean; // all that was written in
  below?: number; // where a number's span ends
  count: Share;
  orders: number;
  first: number;
  returning: number;
  money: Money[];
}

export interface QuestionInsight {
  key: string;
  type: string;
  prompt: string;
  sensitive: boolean;
  retired: boolean;
  n: number;
  values: Value[];
  score?: Score;
  orders: number;
  money: Money[];
  drop: {answered: Share; versions: {version: number; answered: Share}[]};
  time: {median: number; n: number; small: boolean};
}

export interface Place {
  name: string;
  answered: number;
}

export interface Overview extends Frame {
  surfaces: Place[];
  countries: Place[];
  people: {answered: number; completed: number; completion: Share; timed: number; seconds_per_person: number; useful_answers: number; seconds_per_answer: number};
  questions: QuestionInsight[];
}

export type Step = 'shown' | 'started' | 'answered' | 'completed';

export interface Reached {
  surface: Surface;
  placed: boolean;
  there?: There;
  orders?: number;
  shown?: number;
  started?: number;
  answered: number;
  completed: number;
  rates: Record<Step, Rate>;
}

export interface Rates extends Frame {
  surfaces: Reached[];
}

/** How many people's answers to a question are worth what, each person once. */
export interface FreshQuestion {
  key: string;
  type: string;
  prompt: string;
  sensitive: boolean;
  half_life: number; // days; 0: it does not age
  keep_days: number; // days; 0: until she takes it back
  surveys: {id: string; title: string}[]; // that ask it now
  stale_before?: string; // 2026-10-24
  people: number;
  fresh: number;
  aging: number;
  stale: number;
  doubted: number;
  small: boolean;
}

export interface Freshness {
  zone: string;
  as_of?: string; // none while nobody was counted
  small: number;
  questions: FreshQuestion[];
}

export type Every = 'day' | 'week' | 'month';

export interface Span {
  from: string;
  to: string;
  n: number;
  small: boolean;
  values: Share[]; // of the question's values, in their order
  score?: Score;
}

export interface Trend extends Frame {
  by: Every;
  question: QuestionInsight;
  spans: Span[];
}
