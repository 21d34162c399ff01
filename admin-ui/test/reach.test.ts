import {expect, test} from 'vitest';
import {baseOf, lossOf, rangeOf, reasons, shareOf, thereOf, usualOf} from '../src/reach/words';
import type {Gap, Rate, SurfaceReach} from '../src/types';

const rate = (why?: Rate['why'], percent?: number): Rate => ({of: 3, out: 4, small: false, ...(why && {why}), ...(percent !== undefined && {percent})});
const reach = (started: Rate): SurfaceReach => ({
  surface: 'link', placed: true, shown: 4, started: 0, answered: 3, completed: 3, days: [], surveys: [],
  rates: {shown: rate('no_visits'), started, answered: rate(undefined, 75), completed: rate('nothing')},
});
const gap = (part: Partial<Gap> = {}): Gap => ({surface: 'thank-you', from: '2026-11-10', to: '2026-11-12', open: true, shown: 3, orders: 120, usual: 90, ...part});

test('a share is told, or why it is not', () => {
  expect(shareOf(rate(undefined, 0))).toBe('0 %');
  expect(shareOf(rate('nothing'))).toBe('Nothing yet');
  expect(baseOf('answered', reach(rate('no_script')))).toBe('of shown');
  expect(baseOf('answered', reach(rate(undefined, 5)))).toBe('of started');
  expect(reasons([reach(rate('no_script')), reach(rate('nothing'))])).toHaveLength(4);
});

test('a percentage says how sure it is, and one of few that it is', () => {
  const sure: Rate = {of: 90, out: 120, percent: 75, low: 66.5, high: 81.9, small: false};
  expect(rangeOf(sure)).toBe('most likely 66.5 to 81.9\u00a0%');
  expect(rangeOf({...sure, small: true})).toBe('Few: read with care · most likely 66.5 to 81.9\u00a0%');
  expect(rangeOf(rate('no_visits'))).toBeUndefined();
});

test('orders are said to be those of when it was there', () => {
  const all = {first: false, breaks: false, whole: true};
  const late = {since: '2026-11-12', first: true, breaks: false, whole: false};
  expect(thereOf(undefined)).toBeUndefined();
  expect(thereOf(all)).toBeUndefined();
  expect(thereOf(late)).toBe('Since Thu, Nov 12, when it was first there');
  expect(thereOf({...late, first: false})).toBe('Since Thu, Nov 12, when it was there again');
  expect(thereOf({...late, breaks: true})).toBe('Only while it was there: since Thu, Nov 12, with breaks');
  expect(thereOf({...all, whole: false})).toBe('It was not asked there in these days');
  expect(baseOf('shown', {...reach(rate()), there: late})).toBe('of orders since Thu, Nov 12');
  expect(baseOf('shown', {...reach(rate()), there: all})).toBe('of orders');
});

test('a loss names its surface, its numbers and its days', () => {
  expect(lossOf(gap())).toBe('Thank-you page: shown on 3 of 120 orders since Tue, Nov 10');
  expect(lossOf(gap({open: false}))).toContain('from Tue, Nov 10 to Thu, Nov 12');
  expect(lossOf(gap({open: false, to: '2026-11-10'}))).toContain('on Tue, Nov 10');
  expect(usualOf(gap())).toBe('90 % is usual.');
  expect(usualOf(gap({usual: 0}))).toBe('It has never been shown.');
});
