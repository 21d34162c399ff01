// The calls of what was answered.

import {call} from '../api';
import type {Every, Freshness, Overview, Rates, Trend} from './types';

/** What a summary is narrowed to, as it is asked for. */
export interface Asked {
  survey: string;
  from: string;
  to: string;
  surface: string;
  country: string;
}

function at({survey, ...rest}: Asked, what: string, more: Record<string, string> = {}): string {
  const said = Object.entries({...rest, ...more}).filter(([, value]) => value);
  return `/insight/surveys/${encodeURIComponent(survey)}${what}?${new URLSearchParams(said)}`;
}

export const insight = {
  freshness: (signal?: AbortSignal) => call<Freshness>('GET', '/insight/freshness', undefined, signal),
  survey: (of: Asked, signal?: AbortSignal) => call<Overview>('GET', at(of, ''), undefined, signal),
  rates: (of: Asked, signal?: AbortSignal) => call<Rates>('GET', at(of, '/rates'), undefined, signal),
  question: (of: Asked, key: string, by: Every, signal?: AbortSignal) =>
    call<Trend>('GET', at(of, `/questions/${encodeURIComponent(key)}`, {by}), undefined, signal),
};
