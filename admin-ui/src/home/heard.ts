// How Shopify's news come in, and what to do about it; pure.

import {deaf, late} from './health';
import type {HearingFacts} from './types';

/** shut: we may not read; silent: nothing comes; partly: but for orders; late: they wait here; well. */
export type Heard = 'shut' | 'silent' | 'partly' | 'late' | 'well';

const long = 24 * 3_600_000; // ms: a shop that sells has news within a day

export function heardOf(facts: HearingFacts, now = Date.now()): Heard {
  const {latest, access} = facts;
  if (late(facts, now)) return 'late';
  if (!deaf(facts)) return 'well';
  if (!access.works) return 'shut';
  return latest && now - Date.parse(latest) < long ? 'partly' : 'silent';
}

export const tones = {shut: 'critical', silent: 'critical', partly: 'critical', late: 'warning', well: 'success'} as const;
