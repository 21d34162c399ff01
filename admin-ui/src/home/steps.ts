// The way to a first answer, as far as it has been gone; pure.

import type {Surface} from '../types';
import type {Stands} from './placement';
import type {GuideFacts} from './types';

export const steps = ['choose', 'publish', 'place', 'try'] as const;

export type Step = (typeof steps)[number];

/** The step to take next; undefined when the first answer is there. */
export function stepOf(guide: GuideFacts, stands: Stands): Step | undefined {
  if (guide.answer) return undefined;
  if (!guide.survey) return 'choose';
  if (!guide.published) return 'publish';
  return placedOf(guide, stands) ? 'try' : 'place';
}

/** Whether a step is behind. */
export const behind = (step: Step, now: Step | undefined): boolean => !now || steps.indexOf(step) < steps.indexOf(now);

/** Somewhere it stands: who has seen it is proof, too. Where nobody can say, it is not held up for it. */
function placedOf({placements, shown}: GuideFacts, stands: Stands): boolean {
  return shown || placements.some((on) => stands(on) === true) || placements.every((on) => stands(on) === undefined);
}

const easiest: Surface[] = ['theme', 'prompt', 'cart', 'link', 'thank-you', 'order-status', 'account', 'email'];

/** Where it is placed with the least, and seen without an order. */
export function easiestOf(placements: Surface[]): Surface | undefined {
  return easiest.find((on) => placements.includes(on));
}

/** The place to try it: one where it stands, as far as that is known. */
export function tryOn({placements}: GuideFacts, stands: Stands): Surface | undefined {
  return easiestOf(placements.filter((on) => stands(on) === true)) ?? easiestOf(placements);
}

/** The page of the shop to try it on. */
export function pageOf(on: Surface | undefined, domain: string, path = ''): string {
  const page = {cart: '/cart', link: path}[on as string] ?? '/';
  return `https://${domain}${page || '/'}`;
}
