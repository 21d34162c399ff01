// What is wrong with a destination, as the first screen says it; pure.

import {isLate} from '../destinations/pulse';
import {byHand} from '../destinations/standing';
import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import {linkTo} from '../receipts/filter';
import type {Trouble} from './health';
import type {HomeFacts, HomeLane} from './types';

/** The lane of the shop itself: what stops it is said of the access. */
export const shopify = 'shopify';

/** What is wrong, by destination: a destination may have refused something besides. */
export function lanes({lanes, most}: HomeFacts, now: number): Trouble[] {
  const many = (n: number) => (n >= most ? t('home.more', {n: amount(most)}) : amount(n));
  return lanes.flatMap((one) => [...standstill(one, many, now), ...refused(one, many)]);
}

type Many = (n: number) => string;

// Of what keeps a destination from being told, the first explains the others.
function standstill(one: HomeLane, many: Many, now: number): Trouble[] {
  const {id, title: destination, waiting, paused, problem, since, reason} = one;
  const href = `/destinations/${id}`;
  if (paused === byHand) {
    const why = t(waiting > 0 ? 'home.lane.held_why' : 'home.lane.held_none', {n: many(waiting)});
    return [{key: `held-${id}`, tone: 'info', what: t('home.lane.held', {destination}), why, button: t('home.lane.resume', {destination}), resume: id}];
  }
  if (paused) {
    if (id === shopify) return [];
    return [{key: `lane-${id}`, tone: 'critical', what: t('home.lane.what', {destination}), why: sentence(paused), button: t('home.lane.button', {destination}), href}];
  }
  if (problem) {
    return [{key: `problem-${id}`, tone: 'warning', what: t('home.lane.problem', {destination}), why: sentence(problem), button: t('home.lane.button', {destination}), href}];
  }
  if (!since || !isLate(since, now)) return [];
  const why = [t('home.lane.slow_why', {n: many(waiting), ago: ago(since, now)}), reason ? sentence(reason) : ''].filter(Boolean).join(' ');
  return [{
    key: `slow-${id}`, tone: 'warning', what: t('home.lane.slow', {destination}), why,
    button: t('home.lane.slow_button'), href: linkTo({destination: id, state: 'waiting'}),
  }];
}

function refused({id, title: destination, parked}: HomeLane, many: Many): Trouble[] {
  if (parked === 0) return [];
  return [{
    key: `parked-${id}`, tone: 'warning', what: t('home.lane.parked', {count: parked, n: many(parked), destination}), why: t('home.lane.parked_why', {count: parked}),
    button: t('home.lane.parked_button'), href: linkTo({destination: id, state: 'parked'}),
  }];
}
