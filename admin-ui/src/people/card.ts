// What the API tells for a shopper's card beside what every screen asks.

import {call, type Who} from '../api';
import type {Channel, Erasure, Person, Surface} from '../types';

/** A page of people. */
export interface PeoplePage {
  people: Person[];
  next?: string;
}

export type Happened = 'answer' | 'consent' | 'reward' | 'order' | 'join' | 'delivery' | 'request';

/** One thing that happened; the field of its kind is there. */
export interface Event {
  id: string;
  kind: Happened;
  at: string;
  over?: boolean; // an order was cancelled, two were parted, a reward was given
  response?: {id: string; survey: {id: string; title: string}; surface: Surface; captured_by?: string; reason?: string; answers: {question: string; prompt: string; values: string[]}[]};
  consent?: {channel: Channel; purpose: string; state: 'granted' | 'pending' | 'withdrawn'; source: string};
  reward?: {reward: string; title: string; code?: string};
  order?: {id: string; name: string; total: string; currency: string};
  join?: {customer?: string; cause: 'login' | 'order' | 'merge' | 'identity'};
  delivery?: {id: string; title: string; cause: string; state: 'waiting' | 'done' | 'parked' | 'dropped'; reason?: string};
  request?: {topic: string; due_at: string};
}

export interface TimelinePage {
  events: Event[];
  next?: string;
  zone: string;
}

/** What erasing somebody would remove. */
export interface Foreseen {
  here: Record<string, number>;
  destinations: {destination: string; title: string; connected: boolean}[];
}

const person = ({customer, order}: Who, what: string) => `/people/${customer}${what}?order=${order}`;

export const card = {
  find: (query: string, cursor: string, signal?: AbortSignal) =>
    call<PeoplePage>('GET', `/people?${new URLSearchParams({query, cursor})}`, undefined, signal),
  timeline: (who: Who, kind: string, cursor: string, signal?: AbortSignal) =>
    call<TimelinePage>('GET', `${person(who, '/timeline')}${kind && `&kind=${kind}`}&cursor=${encodeURIComponent(cursor)}`, undefined, signal),
  everything: (who: Who) => call<{data: unknown; page: string}>('GET', person(who, '/export')),
  foresee: (who: Who, signal?: AbortSignal) => call<Foreseen>('GET', person(who, '/erasure'), undefined, signal),
  erase: (who: Who) => call<Erasure>('POST', person(who, '/erase')),
  erasure: (id: string, signal?: AbortSignal) => call<Erasure>('GET', `/privacy/erasures/${id}`, undefined, signal),
};
