// What can be answered with a number, as answers are counted and looked for: each step of a
// scale, and of other numbers the span they lie in.

import {amount, t} from '../i18n';
import type {Question} from '../types';

type Choice = [value: string, label: string];

const widest = 1e9; // beyond which no number is taken

/** The steps of a scale, or the spans of any other number; none where no number is asked for. */
export function scaleOf({type, min, max, step = 0}: Question): Choice[] {
  if (type === 'nps') return steps(0, 10);
  if (type === 'rating') return steps(min ?? 1, max ?? 5);
  if (type !== 'number') return [];
  const whole = step >= 1 && Number.isInteger(step) && Number.isInteger(min ?? 0);
  const upwards = spans(min ?? Math.min(0, max ?? 0), max ?? widest, whole);
  return min === undefined ? [...upwards, ...spans(-widest, -1, whole).reverse()] : upwards; // few answer less than nothing
}

const steps = (from: number, to: number): Choice[] => Array.from({length: Math.max(0, to - from + 1)}, (_, n) => [String(from + n), String(from + n)]);

/** The spans in which numbers from one to another lie, named by where they begin. */
function spans(least: number, most: number, whole: boolean): Choice[] {
  return edges.slice(0, -1).flatMap((from, at): Choice[] => {
    const below = edges[at + 1]!;
    if (from > most || below <= least) return [];
    return [[String(from), whole && below - from === 1 ? amount(from) : t('insight.between', {from: amount(from), below: amount(below)})]];
  });
}

const edges = bounds();

/** 0, 1 and so on to 10, then 20, 50, 100, 200 and so on; below zero the same mirrored. */
function bounds(): number[] {
  const up = Array.from({length: 10}, (_, n) => n + 1);
  for (let ten = 10; ten <= widest; ten *= 10) up.push(2 * ten, 5 * ten, 10 * ten);
  return [...up.map((n) => -n).reverse(), 0, ...up];
}
