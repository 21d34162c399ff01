// What is wrong, in the order a merchant wants to know it; pure.

import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import {lossOf, usualOf} from '../reach/words';
import type {Surface} from '../types';
import {editorOf, type Stands} from './placement';
import type {HomeFacts, HomeLane} from './types';

/** One thing that is wrong, and the one button that mends or explains it. */
export interface Trouble {
  key: string;
  tone: 'critical' | 'warning';
  what: string;
  why: string;
  button: string;
  href: string;
  /** Outside the app: in a tab of its own. */
  out?: boolean;
}

/** The server's word for a destination that the merchant has paused. */
const byHand = 'paused by you';
const slow = 10 * 60_000; // ms: Shopify's news are read within seconds
const leastOrders = 3; // one that is not known may be on its way

const shopify = 'shopify';

export function troubles(home: HomeFacts, stands: Stands, key: string, now = Date.now()): Trouble[] {
  return [...access(home), ...hearing(home, now), ...lanes(home.lanes), ...places(home, stands, key), ...gaps(home), ...rewards(home), ...law(home)];
}

function access({access}: HomeFacts): Trouble[] {
  if (access.works) return [];
  const why = access.problem ? sentence(access.problem) : t('home.access.why');
  return [{key: 'access', tone: 'critical', what: t('home.access.what'), why, button: t('home.access.button'), href: `/destinations/${shopify}`}];
}

function hearing({hearing}: HomeFacts, now: number): Trouble[] {
  const {waiting, since, orders, untold} = hearing;
  if (waiting > 0 && since && now - Date.parse(since) > slow) {
    return [{key: 'hearing', tone: 'warning', what: t('home.hearing.slow', {count: waiting, n: amount(waiting)}), why: t('home.hearing.slow_why', {ago: ago(since, now)}), button: t('home.hearing.button'), href: '/deliveries'}];
  }
  if (untold < leastOrders || untold * 2 < orders) return [];
  return [{key: 'hearing', tone: 'critical', what: t('home.hearing.deaf'), why: t('home.hearing.deaf_why', {untold, orders}), button: t('home.hearing.webhooks'), href: 'shopify://admin/settings/notifications/webhooks', out: true}];
}

/** Stopped by trouble; who paused one knows it, and decides about it. */
const stopped = (one: HomeLane) => Boolean(one.paused) && one.paused !== byHand;

/** Paused by the merchant. */
export const held = (one: HomeLane): boolean => one.paused === byHand;

function lanes(all: HomeLane[]): Trouble[] {
  return all.filter((one) => stopped(one) && one.id !== shopify).map((one) => ({
    key: `lane-${one.id}`, tone: 'critical', what: t('home.lane.what', {destination: one.title}), why: sentence(one.paused!),
    button: t('home.lane.button', {destination: one.title}), href: `/destinations/${one.id}`,
  }));
}

const alone: Surface[] = ['thank-you', 'theme', 'cart', 'prompt'];

// A survey asked in several places needs none of them in particular, but for those
// where it is the only one.
function places({placed, guide}: HomeFacts, stands: Stands, key: string): Trouble[] {
  if (guide && !guide.answer) return []; // the guide leads there
  return placed.filter((on) => alone.includes(on) && stands(on) === false).map((on) => ({
    key: `place-${on}`, tone: 'warning', what: t('home.place.what', {surface: t(`surface.${on}`)}), why: t('home.place.why'),
    button: t('home.place.button'), href: editorOf(on, key), out: true,
  }));
}

function gaps({gaps}: HomeFacts): Trouble[] {
  return gaps.map((gap) => ({
    key: `gap-${gap.surface}`, tone: 'warning', what: lossOf(gap), why: `${usualOf(gap)} ${t('reach.placed')}`,
    button: t('reach.open'), href: '/surfaces',
  }));
}

function rewards({rewards}: HomeFacts): Trouble[] {
  return rewards.map(({handle, title, problem, owed, spent}) => ({
    key: `reward-${handle}`, tone: problem ? 'critical' : 'warning', what: t('home.reward.what', {title}),
    why: problem ? sentence(problem) : spent ? t('home.reward.spent') : t('home.reward.owed', {count: owed}),
    button: t('home.reward.button'), href: `/rewards/${handle}`,
  }));
}

function law({privacy}: HomeFacts): Trouble[] {
  const worst = (['overdue', 'due_soon'] as const).find((what) => privacy[what] > 0);
  if (!worst) return [];
  return [{key: 'law', tone: worst === 'overdue' ? 'critical' : 'warning', what: t(`status.law.${worst}`, {count: privacy[worst]}), why: t('status.law.hint'), button: t('status.law.open'), href: '/privacy'}];
}
