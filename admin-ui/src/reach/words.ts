// What the numbers of a surface say, and what they cannot say.

import {t} from '../i18n';
import type {Gap, Rate, SurfaceReach, There} from '../types';

const justDay = new Intl.DateTimeFormat('en', {weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC'});

/** "Tue, Nov 10", of a date that is one wherever the merchant is. */
export const dateOf = (day: string): string => justDay.format(new Date(`${day}T00:00:00Z`));

/** "75 %", or why there is no percentage, in two words. */
export const shareOf = ({percent, why}: Rate): string => (percent === undefined ? t(`reach.no.${why}`) : t('reach.percent', {n: percent}));

/** "most likely 66 to 82 %", and in words that it is of few; nothing where there is no percentage. */
export function rangeOf({percent, low, high, small}: Rate): string | undefined {
  if (percent === undefined || low === undefined || high === undefined) return undefined;
  const range = t('reach.range', {low, high});
  return small ? `${t('reach.few')} · ${range}` : range;
}

/** "Since Thu, Nov 12, when it was first there": which orders are counted, where it is not all of them. */
export function thereOf(there: There | undefined, say = dateOf): string | undefined {
  if (!there || there.whole) return undefined;
  if (there.since === undefined) return t('reach.there.never');
  return t(`reach.there.${there.breaks ? 'breaks' : there.first ? 'first' : 'again'}`, {from: say(there.since)});
}

/** What a percentage is of: who begins on a page without scripts is not told. */
export function baseOf(step: 'shown' | 'started' | 'answered' | 'completed', reach: Pick<SurfaceReach, 'rates' | 'there'>, say = dateOf): string {
  const {whole, since} = reach.there ?? {whole: true, since: undefined};
  if (step === 'shown' && !whole && since !== undefined) return t('reach.of.shown_since', {from: say(since)});
  if (step === 'answered' && reach.rates.started.why === 'no_script') return t('reach.of.started');
  return t(`reach.of.${step}`);
}

/** How sure percentages are, and why some are missing, each reason once. */
export function reasons(all: Pick<SurfaceReach, 'rates'>[]): string[] {
  const whys = all.flatMap(({rates}) => Object.values(rates).map(({why}) => why));
  const sure = all.some(({rates}) => Object.values(rates).some(({percent}) => percent !== undefined)) ? [t('reach.sure')] : [];
  return [...sure, ...[...new Set(whys)].filter((why) => why !== undefined).map((why) => t(`reach.why.${why}`))];
}

/** "The thank-you page's block was shown on 3 of 120 orders since Tue, Nov 10." */
export function lossOf({surface, from, to, open, shown, orders}: Gap): string {
  const span = open ? 'open' : from === to ? 'day' : 'over';
  return t(`reach.lost.${span}`, {surface: t(`surface.${surface}`), shown, orders, from: dateOf(from), to: dateOf(to)});
}

/** What is usual there. */
export const usualOf = ({usual}: Gap): string => (usual > 0 ? t('reach.usual', {n: usual}) : t('reach.never'));
