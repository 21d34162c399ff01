import {expect, test} from 'vitest';
import {baseOf, lossOf, reasons, shareOf, usualOf} from '../src/reach/words';
import type {Gap, Rate, SurfaceReach} from '../src/types';

const rate = (why?: Rate['why'], percent?: number): Rate => ({of: 3, out: 4, ...(why && {why}), ...(percent !== undefined && {percent})});
const reach = (started: Rate): SurfaceReach => ({
  surface: 'link', placed: true, shown: 4, started: 0, answered: 3, completed: 3, days: [], surveys: [],
  rates: {shown: rate('no_visits'), started, answered: rate(undefined, 75), completed: rate('few')},
});
const gap = (part: Partial<Gap> = {}): Gap => ({surface: 'thank-you', from: '2026-11-10', to: '2026-11-12', open: true, shown: 3, orders: 120, usual: 90, ...part});

test('a share is told, or why it is not', () => {
  expect(shareOf(rate(undefined, 0))).toBe('0 %');
  expect(shareOf(rate('few'))).toBe('Too few yet');
  expect(baseOf('answered', reach(rate('no_script')))).toBe('of shown');
  expect(baseOf('answered', reach(rate(undefined, 5)))).toBe('of started');
  expect(reasons([reach(rate('no_script')), reach(rate('few'))])).toHaveLength(3);
});

test('a loss names its surface, its numbers and its days', () => {
  expect(lossOf(gap())).toBe('Thank-you page: shown on 3 of 120 orders since Tue, Nov 10');
  expect(lossOf(gap({open: false}))).toContain('from Tue, Nov 10 to Thu, Nov 12');
  expect(lossOf(gap({open: false, to: '2026-11-10'}))).toContain('on Tue, Nov 10');
  expect(usualOf(gap())).toBe('90 % is usual.');
  expect(usualOf(gap({usual: 0}))).toBe('It has never been shown.');
});
