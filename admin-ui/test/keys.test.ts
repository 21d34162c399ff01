import {expect, test} from 'vitest';
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
