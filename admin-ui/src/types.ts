// The admin API's documents, as app/web/admin sends them.

/** One text in several languages. */
export type Words = Record<string, string>;

export type Surface = 'thank-you' | 'order-status' | 'theme';
export type QuestionType =
  | 'single_choice' | 'multiple_choice' | 'picture_choice' | 'yes_no' | 'this_or_that' | 'rating' | 'nps' | 'number' | 'size'
  | 'text' | 'email' | 'phone' | 'date' | 'birthday' | 'ranking' | 'delivery_slot' | 'consent';

export interface Option {
  key: string;
  label: Words;
  hint?: Words;
  image?: string;
  pinned?: boolean;
}

export interface Mapping {
  metafield?: boolean;
  order_metafield?: boolean;
  tag?: boolean;
}

export interface Question {
  key: string;
  type: QuestionType;
  prompt: Words;
  why?: Words;
  options?: Option[];
  other?: {label: Words; names?: {name: string; aliases?: string[]}[]};
  source?: {from: string; collection?: string; most?: number};
  shuffle?: boolean;
  parts?: Option[];
  least?: number;
  most?: number;
  min?: number;
  max?: number;
  step?: number;
  unit?: Words;
  low?: Words;
  high?: Words;
  required?: boolean;
  max_length?: number;
  mapping?: Mapping;
}

/** A survey as it is edited, published and rendered. */
export interface SurveyDocument {
  handle: string;
  title: string;
  languages: string[];
  placements: Surface[];
  questions: Question[];
  thanks?: Words;
}

/** draft: never published; changed: edited since; live: as published. */
export type SurveyState = 'draft' | 'changed' | 'live';

export interface SurveySummary {
  id: string;
  handle: string;
  title: string;
  placements: Surface[];
  questions: number;
  state: SurveyState;
  version: number;
  updated_at: string;
}

export interface Survey {
  id: string;
  document: SurveyDocument;
  revision: number;
  version: number;
  state: SurveyState;
  published_at?: string;
  updated_at: string;
}

export interface Attempt {
  number: number;
  class: string;
  reason?: string;
  cost: number;
  started_at: string;
  duration_ms: number;
}

export interface Delivery {
  id: string;
  destination: string;
  state: 'waiting' | 'done' | 'parked' | 'dropped';
  reason?: string;
  next_at?: string;
  finished_at?: string;
  attempts: Attempt[];
}

export interface Answer {
  question: string;
  prompt: string;
  values: string[];
}

export interface Response {
  id: string;
  survey: {id: string; title: string};
  surface: Surface;
  customer?: string;
  order?: string;
  locale: string;
  submitted_at: string;
  answers: Answer[];
  deliveries: Delivery[];
}

export interface ResponsePage {
  responses: Response[];
  next?: string;
}

export interface Destination {
  id: string;
  waiting: number;
  parked: number;
  paused?: string;
}

export interface Status {
  shop: {domain: string; name: string; tag_prefix: string};
  responses_7d: number;
  destinations: Destination[];
}

export interface FieldError {
  field: string;
  code: string;
  message: string;
}
