// The calls about destinations, their mappings and their runs.

import {call} from '../api';
import type {Board, Draft, Kept, Preview} from '../mapping/types';
import type {Connected, Drift, List, Plan, Provider, Run, Written} from './types';

/** What a merchant changes of a destination. */
export interface Change {
  title?: string;
  settings?: Record<string, string>;
  drift?: Drift;
  sample?: number;
}

const one = (id: string, what = '') => `/destinations/${encodeURIComponent(id)}${what}`;
const run = (id: string, what = '') => `/runs/${encodeURIComponent(id)}${what}`;

export const desk = {
  providers: async (signal?: AbortSignal) => (await call<{providers: Provider[]}>('GET', '/providers', undefined, signal)).providers,
  lists: async (provider: string, settings: Record<string, string>, signal?: AbortSignal) =>
    (await call<{lists: List[]}>('POST', `/providers/${encodeURIComponent(provider)}/lists`, {settings}, signal)).lists,
  all: async (signal?: AbortSignal) => (await call<{destinations: Connected[]}>('GET', '/destinations', undefined, signal)).destinations,
  one: (id: string, signal?: AbortSignal) => call<Connected>('GET', one(id), undefined, signal),
  connect: (kind: string, settings: Record<string, string>) => call<Connected>('POST', '/destinations', {kind, settings}),
  authorize: async (kind: string, destination?: string) =>
    (await call<{url: string}>('POST', '/destinations/authorize', {kind, ...(destination && {destination})})).url,
  claim: (claim: string) => call<Connected>('POST', '/destinations/claim', {claim}),
  change: (id: string, change: Change) => call<Connected>('PATCH', one(id), change),
  check: (id: string) => call<Connected>('POST', one(id, '/check')),
  pause: (id: string) => call<Connected>('POST', one(id, '/pause')),
  resume: (id: string) => call<Connected>('POST', one(id, '/resume')),
  catalogue: async (id: string, signal?: AbortSignal) => (await call<{lists: List[]}>('GET', one(id, '/catalogue'), undefined, signal)).lists,
  written: (id: string, signal?: AbortSignal) => call<Written>('GET', one(id, '/written'), undefined, signal),
  leave: (id: string, written: 'leave' | 'undo') => call<{run?: string}>('DELETE', one(id, `?written=${written}`)),

  board: (id: string, signal?: AbortSignal) => call<Board>('GET', one(id, '/mapping'), undefined, signal),
  save: (id: string, mapping: Draft) => call<Kept>('PUT', one(id, '/mapping'), mapping),
  plan: (id: string, mapping: Draft) => call<Plan>('POST', one(id, '/plan'), {mapping}),
  preview: (id: string, mapping: Draft, person: string, signal?: AbortSignal) => call<Preview>('POST', one(id, '/mapping/preview'), {mapping, person}, signal),

  runs: async (id: string, signal?: AbortSignal) => (await call<{runs: Run[]}>('GET', `/runs?limit=50&destination=${encodeURIComponent(id)}`, undefined, signal)).runs,
  run: (id: string, signal?: AbortSignal) => call<Run>('GET', run(id), undefined, signal),
  allRuns: async (signal?: AbortSignal) => (await call<{runs: Run[]}>('GET', '/runs?limit=50', undefined, signal)).runs,
  runsOf: async (survey: string, signal?: AbortSignal) =>
    (await call<{runs: Run[]}>('GET', '/runs?limit=50', undefined, signal)).runs.filter((one) => one.survey === survey),
  begin: (destination: string, kind: 'backfill' | 'replay', survey?: string) => call<Run>('POST', '/runs', {destination, kind, ...(survey && {survey})}),
  steer: (id: string, how: 'pause' | 'resume' | 'cancel') => call<Run>('POST', run(id, `/${how}`)),
};
