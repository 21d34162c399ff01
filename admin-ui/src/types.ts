// The admin API's documents, as app/web/admin sends them.

import type {surfaces} from './parts/surfaces';

/** One text in several languages. */
export type Words = Record<string, string>;

export type Surface = (typeof surfaces)[number];
export type QuestionType =
  | 'single_choice' | 'multiple_choice' | 'picture_choice' | 'yes_no' | 'this_or_that' | 'rating' | 'nps' | 'number' | 'size'
  | 'text' | 'email' | 'phone' | 'date' | 'birthday' | 'ranking' | 'delivery_slot' | 'consent';

export interface Option {
  key: string;
  label: Words;
  hint?: Words;
  image?: string;
  pinned?: boolean;
  weights?: Record<string, number>; // for endings, by their keys
}

/** A condition in JSONLogic; without one it always holds. */
export type Rule = unknown;

/** Where an answer leads: a question's key, "end", or "end:" and an ending's key. */
export interface Branch {
  if?: Rule;
  to: string;
}

/** When a question is asked anew. */
export interface Again {
  mode: 'once' | 'every' | 'until' | 'evergreen';
  days?: number; // between two askings
  times?: number; // askings at most
}

/** One outcome of a quiz. */
export interface Ending {
  key: string;
  title: Words;
  text?: Words;
  image?: string;
  products?: string[];
  collections?: string[];
}

/** One thing a condition can ask about. */
export interface Fact {
  name: string;
  kind: 'boolean' | 'number' | 'text' | 'list' | 'any';
  means: string;
  case?: 'lower' | 'upper'; // of its texts
  values?: string[]; // its texts are among these
}

/** What a consent is for, beside its purpose. */
export type Channel = 'email' | 'sms' | 'whatsapp' | 'post' | 'phone' | 'tracking' | 'personalisation';

/** Why the law lets a shop use what somebody said. */
export type Basis = 'consent' | 'contract' | 'legitimate_interest';

/** What answers may be used for. */
export interface Purpose {
  key: string;
  title: string;
  basis: Basis;
  channels?: Channel[]; // whose consent permits it, or where a shopper objects
  destinations?: string[]; // the kinds it may go to; without them every kind, and of none nowhere
}

export interface Mapping {
  metafield?: boolean;
  order_metafield?: boolean;
  tag?: boolean;
}

/** What shoppers mean when they write the name or one of its aliases. */
export interface Name {
  name: string;
  aliases?: string[];
}

export interface Question {
  key: string;
  type: QuestionType;
  prompt: Words;
  why?: Words;
  get?: Words;
  use?: Words;
  keep_days?: number;
  options?: Option[];
  other?: {label: Words; names?: Name[]};
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
  if?: Rule;
  next?: Branch[];
  again?: Again;
  half_life?: number;
  doubt?: Rule;
  quota?: number;
  priority?: number;
  seconds?: number;
  sensitive?: boolean;
  purpose?: string; // its key; without one it is personalisation
  channel?: Channel; // of a consent
  consent?: string; // the key of the consent it is asked with
  mapping?: Mapping;
}

/** A survey as it is edited, published and rendered. */
export interface SurveyDocument {
  handle: string;
  title: string;
  languages: string[];
  placements: Surface[];
  questions: Question[];
  endings?: Ending[];
  thanks?: Words;
  audience?: Rule;
  sample?: {percent?: number; holdout?: number};
  priority?: number;
  poll?: {least: number};
  reward?: string; // a reward's handle
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
  warnings?: FieldError[]; // they keep nothing from being published
}

/** One published state of a survey. */
export interface VersionLine {
  version: number;
  title: string;
  languages: string[];
  questions: number;
  published_at: string;
}

/** One difference between two documents; items of lists go by their keys. */
export interface Change {
  path: string;
  old?: unknown;
  new?: unknown;
}

export interface Version {
  version: number;
  document: SurveyDocument;
  published_at: string;
  before?: number;
  changes: Change[];
}

/** A pack of surveys to begin with. */
export interface Template {
  name: string;
  title: string;
  purpose: string;
  promise?: string;
  languages: string[];
  questions: number;
  seconds: number;
  surveys: {handle: string; title: string; placements: Surface[]; questions: number}[];
  rewards: RewardRule[];
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
  title: string; // the destination's
  state: 'waiting' | 'done' | 'parked' | 'dropped';
  reason?: string;
  finished_at?: string;
}

export interface Answer {
  question: string;
  prompt: string;
  values: string[];
  written?: string; // as it was, where the merchant calls it something else
}

export interface Response {
  id: string;
  survey: {id: string; title: string};
  surface: Surface;
  customer?: string;
  order?: string;
  cart?: string;
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
  title: string;
  waiting: number;
  parked: number;
  paused?: string;
}

export interface Status {
  shop: {domain: string; name: string; tag_prefix: string};
  responses_7d: number;
  destinations: Destination[];
  privacy: {open: number; due_soon: number; overdue: number; failed: number};
}

/** Where a survey's own page is. */
export interface SurveyPage {
  url: string;
  qr: string; // an SVG image
}

/** What a link says of how somebody came. */
export interface Campaign {
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  kiosk: boolean;
}

/** A share, or why it is not told. */
export interface Rate {
  percent?: number;
  low?: number; // percent: it lies between these with a confidence of 95 percent
  high?: number;
  of: number;
  out: number;
  small: boolean; // of too few to say much
  why?: 'nothing' | 'no_visits' | 'unseen' | 'no_script' | 'unopened' | 'uncounted' | 'no_country';
}

/** When, of the days that are looked at, something was asked where orders lead past. */
export interface There {
  since?: string; // the first of them; none when it was on none
  first: boolean; // it never was before
  breaks: boolean; // since then there were times when it was not
  whole: boolean; // all of them
}

interface Counted {
  orders?: number; // where every order leads past, while something was asked there
  shown: number;
  started: number;
  answered: number;
  completed: number;
}

/** How many got to see a question on one surface, and what came of it. */
export interface SurfaceReach extends Counted {
  surface: Surface;
  placed: boolean;
  there?: There;
  rates: Record<'shown' | 'started' | 'answered' | 'completed', Rate>;
  days: ({day: string} & Counted)[];
  surveys: ({survey: {id: string; title: string}; version: number} & Counted)[];
}

/** Days on which a block was shown on far fewer orders than is usual. */
export interface Gap {
  surface: Surface;
  from: string;
  to: string;
  open: boolean;
  shown: number;
  orders: number;
  usual: number; // percent; 0: it never was
}

export interface Reach {
  zone: string;
  from: string;
  to: string;
  surfaces: SurfaceReach[];
  gaps: Gap[];
}

export type RewardKind = 'percentage' | 'amount' | 'free_shipping' | 'gift';

/** What a shop gives for answering. Money is a decimal, "7.50". */
export interface RewardRule {
  handle: string;
  title: string;
  kind: RewardKind;
  value?: string;
  currency?: string;
  product?: string;
  prefix?: string;
  most_codes?: number;
  most_money?: string;
  valid_days?: number;
  starts_at?: string;
  ends_at?: string;
}

/** The part of a rule that may change. */
export type RewardChange = Pick<RewardRule, 'title' | 'most_codes' | 'most_money' | 'valid_days' | 'ends_at'>;

export interface Reward extends RewardRule {
  state: 'scheduled' | 'active' | 'spent' | 'ended';
  most: number; // 0: no limit
  promised: number;
  issued: number;
  owed: number;
  free: number;
  spent?: string;
  made: boolean;
  changed?: boolean;
  problem?: string;
  valid_until?: string;
  surveys: {id: string; title: string}[];
}

export interface RewardList {
  currency: string;
  rewards: Reward[];
}

/** Somebody as a merchant finds her: a customer, or a guest by her order. */
export interface Person {
  customer?: string;
  email?: string;
  order?: string;
  order_name?: string;
  at?: string;
}

export interface PersonDetails {
  person: Person;
  answers: (Answer & {survey: {id: string; title: string}; answered_at: string})[];
  promises: {reward: string; title: string; code?: string; promised_at: string}[];
  identities: Identity[];
  joins: Join[];
  withheld: Withheld[];
}

/** An answer that is kept from a destination. */
export interface Withheld {
  question: string;
  destination: string;
  title: string; // the destination's
  purpose: string;
  reason: string;
  since: string;
}

export type IdentityKind = 'email' | 'phone' | 'loyalty';

/** By what else somebody goes, masked. One she claims has no id. */
export interface Identity {
  id?: string;
  kind: IdentityKind;
  value: string;
  proof: 'shopify' | 'staff' | 'claimed';
  since: string;
}

/** Who turned out to be the same person. */
export interface Join {
  from: string;
  customer?: string;
  cause: 'login' | 'order' | 'merge' | 'identity';
  joined_at: string;
  parted_at?: string;
  answers: number;
}

export interface Proven {
  identities: Identity[];
  joined: number;
  person: Person;
}

/** Whether one question is asked, and what decided. */
export interface Line {
  survey: {id: string; title: string};
  version: number;
  question: string;
  prompt: string;
  asked: boolean;
  why?: string;
  rule?: string;
  words: string;
  rules: Ruling[];
}

/** What one rule says of a question, whichever decided. */
export interface Ruling {
  rule: string;
  passed: boolean;
  words: string;
}

export interface Explanation {
  surface: Surface;
  locale: string;
  lines: Line[];
}

/** Questions and seconds; 0 is no limit. */
export interface Limit {
  questions: number;
  seconds: number;
}

/** The most a shopper is asked, over all channels. */
export interface Budget {
  visit: Limit;
  month: Limit;
}

/** How long things are kept, in days. */
export interface Retention {
  guests: number;
  attempts: number;
  readings: number;
}

export interface Settings {
  budget: Budget;
  usual: Budget;
  retention: Retention;
  usual_retention: Retention;
  purposes: Purpose[];
  usual_purposes: Purpose[];
  kinds: Kind[];
  languages: string[]; // the first is shown where a shopper's own is missing
  usual_languages: string[];
  tag_prefix: string; // "askwell:"
  former_tag_prefixes: string[]; // which customers of whom nothing was written since still have
}

/** What of the settings reaches people who have answered already. */
export type Reaching = Partial<Pick<Settings, 'purposes' | 'tag_prefix'>>;

/** A kind of destination that a purpose can name. */
export interface Kind {
  value: string;
  label: string;
}

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** What a customer asked for by law. */
export interface PrivacyRequest {
  id: string;
  topic: string;
  customer?: string;
  requested_at: string;
  due_at: string;
  finished_at?: string;
}

export interface Erasure {
  id: string;
  request?: string;
  requested_at: string;
  due_at: string;
  erased_at: string;
  finished_at?: string;
  here: Record<string, number>;
  parts: ErasurePart[];
  /** Signed: to be kept to the letter. */
  receipt?: string;
}

export interface ErasurePart {
  destination: string;
  title: string; // the destination's
  state: 'waiting' | 'checking' | 'done' | 'unread' | 'kept' | 'unreachable';
  checked_at?: string;
  reason?: string;
}

/** What the shop keeps of people, as it is configured. */
export interface DataMap {
  purposes: {key: string; title: string}[];
  questions: MappedQuestion[];
  kinds: MappedKind[];
}

export interface MappedQuestion {
  survey: string;
  title: string; // the survey's
  key: string;
  prompt: string;
  why: string;
  purpose: string;
  basis?: string;
  sensitive?: boolean;
  keep_days: number;
  goes: Way[];
  withheld: Way[];
}

/** How an answer gets to a destination. */
export interface Way {
  destination: string;
  title: string; // the destination's
  as: string;
}

export interface MappedKind {
  key: string;
  what: string;
  why: string;
  basis: string;
  goes: string;
  days: number; // 0: as kept says
  kept: string;
  readers: string[];
}

export interface ReadingPage {
  readings: Reading[];
  next?: string;
}

export interface Reading {
  at: string;
  actor: string;
  action: 'read' | 'list' | 'export' | 'erase';
  subject?: string;
}

export type EmailTool = 'klaviyo' | 'omnisend' | 'mailchimp' | 'brevo' | 'shopify';

/** A question as it is put into an email. */
export interface Snippet {
  html: string;
  text: string;
  notes: string[];
}

/** A draft as it is drawn for a surface: a block, an extension, or a whole page. */
export interface Drawn {
  html?: string;
  module?: string;
  extension?: unknown;
  page?: string;
}

/** What becomes of the answers to a question of a draft. */
export interface Use {
  question: string;
  goes: Way[];
  withheld: Way[];
  read: {survey?: string; title?: string; question?: string}[]; // without a survey: the draft itself
  used: boolean;
}

/** What is to be said of a draft while it is being written. */
export interface Said {
  uses: Use[];
  asked: number; // the most questions one shopper can be asked; 0 while that cannot be told
  warnings: FieldError[]; // they keep nothing from being published
  refused: FieldError[]; // by publishing, as it stands
}
