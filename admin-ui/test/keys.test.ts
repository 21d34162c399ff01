import {expect, test} from 'vitest';
import {actors, asked, atFirst, dayBegins, exactly, read, written} from '../src/keys/audit';
import {areas} from '../src/keys/types';
import {changeWords, ends, outcomeOf, standing, whatOf, whoOf} from '../src/keys/words';

const now = new Date('2026-11-22T12:00:00Z');
const key = {id: 'k', name: 'Warehouse', prefix: 'askw_k', scopes: [], by: 'user/7', created_at: '2026-11-01T00:00:00Z'};

test('a key works until it is revoked or has expired', () => {
  expect(standing(key, now)).toBe('works');
  expect(standing({...key, expires_at: '2026-11-22T12:00:00Z'}, now)).toBe('expired');
  expect(standing({...key, expires_at: '2027-11-22T12:00:00Z', revoked_at: '2026-11-21T00:00:00Z'}, now)).toBe('revoked');
});

test('a key ends so many days on, or never', () => {
  expect(ends('30', now)).toBe('2026-12-22T12:00:00.000Z');
  expect(ends('0', now)).toBeUndefined();
});

test('the log says who, what and how it ended', () => {
  expect(whoOf({actor: 'key/abc', name: 'Warehouse'})).toBe('Warehouse, a key');
  expect(whatOf({id: '1', at: '', actor: '', operation: 'put-surveys-id', targets: ['surveys/1']})).toBe('put-surveys-id: surveys/1');
  expect(whatOf({id: '1', at: '', actor: '', operation: 'put-settings', summary: 'Change the settings'})).toBe('Change the settings');
  expect(outcomeOf({outcome: 'done'})).toEqual({tone: 'success', word: 'Done'});
  expect(outcomeOf({outcome: 'conflict'})).toEqual({tone: 'critical', word: 'Refused: it is there already'});
  expect(outcomeOf({outcome: 'begun'}).tone).toBe('warning');
  expect(changeWords({field: 'retention.guests', before: 365, after: 60})).toBe('retention.guests: 365 → 60');
  expect(changeWords({field: 'title', after: 'New'})).toBe('title: nothing → New');
  expect(changeWords({field: 'settings.api_key'})).toBe('settings.api_key');
});

test('every area can be read', () => expect(areas.every(([, ways]) => ways.includes('read'))).toBe(true));

test('days of the log are the shop\'s own', () => {
  expect(dayBegins('2026-11-22', 'Europe/Stockholm')).toBe('2026-11-21T23:00:00.000Z');
  expect(dayBegins('2026-11-22', 'America/Los_Angeles')).toBe('2026-11-22T08:00:00.000Z');
  expect(dayBegins('2026-03-29', 'Europe/Stockholm')).toBe('2026-03-28T23:00:00.000Z'); // an hour is left out that night
  expect(dayBegins('2026-03-30', 'Europe/Stockholm')).toBe('2026-03-29T22:00:00.000Z');
  expect(dayBegins('', 'UTC') + dayBegins('2026-13-45', 'UTC')).toBe('');
  expect(asked({...atFirst, from: '2026-11-22', to: '2026-11-22', actor: 'user/7'}, 'UTC')).toEqual({
    kind: 'changes', actor: 'user/7', since: '2026-11-22T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z',
  });
  expect(asked({...atFirst, kind: ''}, 'UTC')).toEqual({});
  expect(exactly('2026-11-22T12:05:09Z', 'Europe/Stockholm')).toBe('22 Nov 2026, 13:05:09');
  expect(exactly('2026-11-22T12:05:09Z', 'nowhere')).toContain('12:05:09');
});

test('what narrows the log is in the address, beside what else stands there', () => {
  const filter = {kind: '', actor: 'user/7', from: '2026-11-01', to: '2026-11-22'};
  const query = written('?shop=a.myshopify.com&kind=readings&actor=operator', filter);
  expect(read(query)).toEqual(filter);
  expect(new URLSearchParams(query).get('shop')).toBe('a.myshopify.com');
  for (const kind of ['', 'changes', 'readings']) expect(read(written('', {...atFirst, kind})).kind).toBe(kind);
  expect(written('?shop=a&kind=all&from=2026-11-01', atFirst)).toBe('shop=a');
  expect(read('?kind=everything&actor=user/../7&from=yesterday&to=2026-13-45')).toEqual(atFirst);
  expect(read(`?actor=user/${'7'.repeat(90)}`)).toEqual(atFirst);
});

test('whoever was met can be asked for, and every key', () => {
  const met = {id: '1', at: '', actor: 'user/7'};
  expect(actors([met], [key], 'user/9').map(([actor]) => actor).sort()).toEqual(['key/k', 'operator', 'shopify', 'shopper', 'user/7', 'user/9']);
  expect(new Map(actors([{...met, actor: 'key/k'}], [key], '')).get('key/k')).toBe('Warehouse, a key');
});
