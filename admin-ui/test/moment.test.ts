import {expect, test} from 'vitest';
import {momentOf} from '../src/people/moment';

test('a day is as it was when it ended', () => {
  const now = new Date('2026-11-22T12:00:00');
  expect(momentOf('2026-11-20', now)).toBe(new Date('2026-11-20T23:59:59.999').toISOString());
});

test('today, what is to come and what is no day are now', () => {
  const now = new Date('2026-11-22T12:00:00');
  for (const day of ['', '2026-11-22', '2027-01-01', 'yesterday', '2026-13-40']) expect(momentOf(day, now)).toBe('');
});
