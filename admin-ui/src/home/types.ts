// What GET /home tells, as app/web/admin/homebody.go sends it.

import type {Gap, Status, Surface, SurveyDocument, Template} from '../types';

export interface Ref {
  id: string;
  title: string;
}

export interface HomeLane {
  id: string;
  title: string;
  waiting: number;
  parked: number;
  different: number;
  paused?: string;
  problem?: string; // what the last check found wrong
  since?: string; // the oldest of what waits, but for what runs have planned
  reason?: string; // why that one waits
}

export interface HomeReward {
  handle: string;
  title: string;
  problem?: string;
  owed: number;
  spent: boolean;
}

export interface Glimpse {
  id: string;
  survey: Ref;
  surface: Surface;
  submitted_at: string;
}

export interface Today {
  zone: string;
  since: string;
  count: number;
  surveys: {survey: Ref; count: number}[];
  newest: Glimpse[];
}

export interface Undecided {
  drafts: {survey: Ref; state: 'draft' | 'changed'; updated_at: string}[];
  unused: {survey: Ref; questions: number}[];
}

/** How far a shop is on the way to its first answer, as facts. */
export interface GuideFacts {
  survey?: Ref;
  published: boolean;
  placements: Surface[];
  block: 'question' | 'poll' | 'quiz';
  shown: boolean;
  path?: string;
  answer?: Glimpse;
}

export interface HomeFacts {
  shop: {domain: string; name: string};
  most: number;
  access: {works: boolean; problem?: string};
  hearing: {waiting: number; since?: string; orders: number; untold: number};
  lanes: HomeLane[];
  placed: Surface[];
  gaps: Gap[];
  rewards: HomeReward[];
  privacy: Status['privacy'];
  today: Today;
  undecided: Undecided;
  guide?: GuideFacts;
}

/** News of one kind that are not read yet. */
export interface Unread {
  topic: string; // Shopify's
  waiting: number;
  since: string;
  attempts: number;
  reason?: string;
}

/** What GET /home/hearing tells. */
export interface HearingFacts {
  waiting: number;
  since?: string;
  orders: number;
  untold: number;
  latest?: string; // missing where nothing came within days
  kinds: Unread[];
  access: {works: boolean; problem?: string};
}

/** A template with what it would publish. */
export interface WholeTemplate extends Template {
  documents: SurveyDocument[];
}
