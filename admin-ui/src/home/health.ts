// What is wrong, in the order a merchant wants to know it; pure.

import {isLate} from '../destinations/pulse';
import {ago, amount, t} from '../i18n';
import {sentence} from '../privacy/words';
import {lossOf, usualOf} from '../reach/words';
import {lanes, shopify} from './lanes';
import {editorOf, type Stands} from './placement';
import type {HomeFacts} from './types';

/** One thing that is wrong, and the one button that mends or explains it. */
export interface Trouble {
  key: string;
  tone: 'critical' | 'warning' | 'info';
  what: string;
  why: string;
  button: string;
  href?: string;
  /** The destination that the button resumes, in place of leading anywhere. */
  resume?: string;
  /** Outside the app: in a tab of its own. */
  out?: boolean;
}

const leastOrders = 3; // one that is not known may be on its way

export function troubles(home: HomeFacts, stands: Stands, key: string, now = Date.now()): Trouble[] {
  return [...access(home), ...hearing(home, now), ...lanes(home, now), ...places(home, stands, key), ...gaps(home), ...rewards(home), ...law(home)];
}

function access({access}: HomeFacts): Trouble[] {
  if (access.works) return [];
  const why = access.problem ? sentence(access.problem) : t('home.access.why');
  return [{key: 'access', tone: 'critical', what: t('home.access.what'), why, button: t('home.access.button'), href: `/destinations/${shopify}`}];
}

type Hearing = HomeFacts['hearing'];

/** Whether news wait for longer than they should. */
export const late = ({waiting, since}: Hearing, now = Date.now()): boolean => waiting > 0 && isLate(since, now);

/** Whether Shopify has not told of most orders. */
export const deaf = ({orders, untold}: Hearing): boolean => untold >= leastOrders && untold * 2 >= orders;

function hearing({hearing}: HomeFacts, now: number): Trouble[] {
  const {waiting, since, orders, untold} = hearing;
  if (since && late(hearing, now)) {
    return [{key: 'hearing', tone: 'warning', what: t('home.hearing.slow', {count: waiting, n: amount(waiting)}), why: t('home.hearing.slow_why', {ago: ago(since, now)}), button: t('home.hearing.button'), href: '/hearing'}];
  }
  if (!deaf(hearing)) return [];
  return [{key: 'hearing', tone: 'critical', what: t('home.hearing.deaf'), why: t('home.hearing.deaf_why', {untold, orders}), button: t('home.hearing.look'), href: '/hearing'}];
}

// A link and an email have no block.
function places({placed, guide}: HomeFacts, stands: Stands, key: string): Trouble[] {
  if (guide && !guide.answer) return []; // the guide leads there
  return placed.filter((on) => stands(on) === false).map((on) => ({
    key: `place-${on}`, tone: 'warning', what: t('home.place.what', {surface: t(`surface.${on}`)}), why: t('home.place.why'),
    button: t('home.place.button'), href: editorOf(on, key), out: true,
  }));
}

/** Whether there are blocks of which nobody can say whether they stand. */
export const unchecked = ({placed}: HomeFacts, stands: Stands): boolean => placed.some((on) => stands(on) === undefined);

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
