import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {askable, blank, changed, credentials, looks, opened} from '../src/destinations/filled';
import {changeOf, formOf} from '../src/destinations/form';
import {writtenWords} from '../src/destinations/leave';
import {deedOf, goesOn, progressWords, reasonOf, titleOf} from '../src/destinations/progress';
import {lastTook, next, oldest} from '../src/destinations/pulse';
import {backlog, renewed, standingOf, takes, trouble} from '../src/destinations/standing';
import type {Connected, Provider, Run} from '../src/destinations/types';
import {t} from '../src/i18n';
import {blocks, spans} from '../src/parts/markdown';

const one: Connected = {
  id: 'klaviyo', kind: 'klaviyo', title: 'Klaviyo', settings: {api_key: '••••cdef', list: '7'}, drift: 'ask', sample: 100, mapped: 3, connects: true,
  created_at: '2026-11-22T10:00:00Z', waiting: 0, parked: 0,
};
const provider: Provider = {
  name: 'klaviyo', title: 'Klaviyo', help: '', email: true, properties: true, tags: false, lists: true, events: true, consents: ['email', 'sms'],
  fields: [{key: 'api_key', label: 'Key', secret: true, required: true}, {key: 'list', label: 'List', list: true, required: true}, {key: 'region', label: 'Region'}],
};

test('how a destination stands says what to do', () => {
  expect(standingOf(one)).toBe('works');
  expect(standingOf({...one, mapped: 0})).toBe('unmapped');
  expect(standingOf({...one, mapped: 0, connects: false})).toBe('works');
  expect(standingOf({...one, waiting: 1, pulse: {since: '2026-11-22T10:00:00Z'}})).toBe('behind');
  expect(trouble({...one, waiting: 1, pulse: {since: '2026-11-22T10:00:00Z'}})).toMatch(/^Answers wait for longer than they should. The oldest came /);
  expect(standingOf({...one, waiting: 1, pulse: {since: new Date().toISOString()}})).toBe('works');
  expect(standingOf({...one, paused: 'paused by you', problem: 'x'})).toBe('held');
  expect(trouble({...one, paused: 'make new ones'})).toBe('Make new ones.');
  expect(trouble({...one, problem: 'try again'})).toBe('Try again.');
  for (const standing of ['held', 'stopped', 'troubled', 'behind', 'unmapped', 'works']) expect(t(`destinations.standing.${standing}`)).not.toContain('destinations.');
  expect([backlog(one), backlog({waiting: 12430, parked: 3})]).toEqual(['Nothing waits', '12,430 waiting, 3 refused']);
  expect(takes(provider)).toBe('Properties, lists, events, and consents by email and SMS');
});

test('what the answer to a change leaves out is no more', () => {
  const pulse = {delivered_at: '2026-11-22T10:00:00Z'};
  const before = {...one, paused: 'paused by you', problem: 'try again', own: 'News', account: 'Ada', pulse};
  expect(renewed(before, undefined)).toBe(before);
  expect(renewed(before, one)).toEqual({...one, pulse});
  expect(standingOf(renewed(before, one))).toBe('works');
  expect('pulse' in renewed(one, one)).toBe(false);
});

test('a secret is never shown, and stays when it is left empty', () => {
  const form = opened(provider, one.settings);
  expect(form).toEqual({api_key: '', list: '7', region: ''});
  expect(changed(provider, one.settings, form)).toEqual({});
  expect(changed(provider, one.settings, {...form, api_key: 'new', list: ''})).toEqual({api_key: 'new', list: ''});
});

test('lists are asked for once there is something to ask with', () => {
  expect(askable(provider, blank(provider))).toBe(false);
  expect(askable(provider, {api_key: 'pk_1'})).toBe(true);
  expect(askable(provider, {}, one.settings)).toBe(true);
  expect(credentials(provider, {api_key: 'pk_1', list: '7', region: ' '})).toEqual({api_key: 'pk_1'});
});

test('a field is drawn as what it is', () => {
  const field = {key: 'x', label: 'X'};
  expect(looks({...field, secret: true})).toBe('secret');
  expect(looks({...field, secret: true, suggestion: 'whsec_1'})).toBe('shown');
  expect(looks({...field, list: true})).toBe('list');
  expect(looks({...field, choices: []})).toBe('choice');
  expect(blank({...provider, fields: [{...field, suggestion: 'whsec_1'}]})).toEqual({x: 'whsec_1'});
});

test('only what was changed is sent', () => {
  const form = formOf(one, provider);
  expect(changeOf(form, one, provider)).toEqual({});
  expect(changeOf({...form, title: ' News ', drift: 'ours', sample: ''}, one, provider)).toEqual({title: 'News', drift: 'ours', sample: 0});
  expect(changeOf({...form, filled: {...form.filled, region: 'eu'}}, one, provider)).toEqual({settings: {region: 'eu'}});
});

test('leaving is told in numbers', () => {
  const written = {deliveries: 5, people: 180, places: 1540, skipped: {'changed since': 3}};
  expect(writtenWords(written, 'Klaviyo')).toBe(
    'Askwell wrote 1,540 values of 180 people at Klaviyo that can be taken back. 3 more cannot, because they were changed since or cannot be restored.');
  expect(writtenWords({...written, deliveries: 10000, skipped: null, cut_short: true}, 'Klaviyo')).toContain('Only the newest 10,000 deliveries were counted: there are more.');
  expect(writtenWords({...written, places: 0, skipped: null}, 'Klaviyo')).toBe('Nothing that Askwell wrote stands at Klaviyo.');
});

test('a run says how far it is and what it came to', () => {
  const now = new Date().toISOString();
  const run = {id: '1', destination: 'klaviyo', title: 'Klaviyo', kind: 'backfill', of: 'people', counted: true, state: 'running', total: 12430, planned: 9000, done: 8120, effect: {}, created_at: now} as Run;
  expect(progressWords(run)).toBe('8,120 of 12,430 people are done.');
  expect(progressWords({...run, state: 'done', done: 1, finished_at: now})).toBe('One person was gone through, just now.');
  expect(progressWords({...run, state: 'cancelled'})).toBe('Cancelled after 8,120 of 12,430 people, just now.');
  expect(reasonOf({...run, reason: 'the destination is paused'})).toBe('The destination is paused.');
  expect([goesOn(run), goesOn({...run, state: 'done'})]).toEqual([true, false]);
  for (const deed of ['backfill', 'replay', 'resend', 'undo', 'leave']) {
    expect(t(`runs.kinds.${deed}`) + t(`runs.came_to.${deed}`, {count: 2}) + t(`runs.so_far.${deed}`) + t(`runs.cancel_hint.${deed}`)).not.toContain('runs.');
  }
});

test('a run that takes back says what it has put back so far, and what it could not', () => {
  const now = new Date().toISOString();
  const came_to = {deliveries: 8120, people: 4000, places: 16240, skipped: {}};
  const run = {id: '1', kind: 'undo', of: 'deliveries', counted: true, state: 'running', total: 12430, planned: 9000, done: 8120, came_to, effect: {}, created_at: now} as unknown as Run;
  expect(titleOf(run, true)).toBe('Taking back, at all destinations');
  expect(titleOf({...run, destination: 'klaviyo', title: 'Klaviyo'}, true)).toBe('Taking back, at Klaviyo');
  expect(progressWords({...run, counted: false})).toBe('Finding out whom it is about…');
  expect(progressWords(run)).toBe('8,120 of 12,430 deliveries are gone through. What stood before is being put back at 16,240 places, of 4,000 shoppers.');
  expect(progressWords({...run, state: 'cancelled'})).toBe(
    'Cancelled after 8,120 of 12,430 deliveries, just now. What stood before is back at 16,240 places, of 4,000 shoppers. The rest stays as it is.');
  expect(progressWords({...run, state: 'done', done: 12430, came_to: {...came_to, refused: 1}})).toContain('One shopper could not be put back: the destination refused it.');
  expect(progressWords({...run, state: 'done', done: 1, came_to: {...came_to, places: 0}})).toBe('One delivery was gone through, just now. There was nothing to take back.');
  expect([deedOf(run), deedOf({...run, leaves: true}), deedOf({...run, kind: 'replay'}), deedOf({...run, kind: 'replay', of: 'people'})]).toEqual(['undo', 'leave', 'resend', 'replay']);
});

test('help is read as data, and leads to https alone', () => {
  expect(blocks('# Title\n\n1. Open **Keys**,\n   then `pk_`.\n2. Paste it.\n\n- one\n\n```json\n{"a": 1}\n```\n\n## More\n\nRead [this](https://a.example/b).')).toEqual([
    {kind: 'list', ordered: true, items: [
      [{kind: 'text', text: 'Open '}, {kind: 'strong', text: 'Keys'}, {kind: 'text', text: ', then '}, {kind: 'code', text: 'pk_'}, {kind: 'text', text: '.'}],
      [{kind: 'text', text: 'Paste it.'}],
    ]},
    {kind: 'list', ordered: false, items: [[{kind: 'text', text: 'one'}]]},
    {kind: 'code', text: '{"a": 1}'},
    {kind: 'heading', spans: [{kind: 'text', text: 'More'}]},
    {kind: 'paragraph', spans: [{kind: 'text', text: 'Read '}, {kind: 'link', text: 'this', href: 'https://a.example/b'}, {kind: 'text', text: '.'}]},
  ]);
  expect(spans('[x](javascript:alert(1)) <b>')).toEqual([{kind: 'text', text: '[x](javascript:alert(1)) <b>'}]);
});

test('every tool’s own help can be drawn', () => {
  for (const tool of ['brevo', 'hubspot', 'klaviyo', 'mailchimp', 'omnisend', 'salesmanago', 'webhook']) {
    const read = blocks(readFileSync(`../integrations/${tool}/setup.md`, 'utf8'));
    expect(read.length, tool).toBeGreaterThan(1);
    for (const block of read) if (block.kind === 'paragraph') for (const span of block.spans) expect(span.text, tool).not.toMatch(/^\||\*\*|^```/m);
  }
});

test('how telling a destination goes is told by the clock', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const late: Connected = {...one, waiting: 4, pulse: {since: '2026-11-22T11:20:00Z', reason: 'it did not answer', next_at: '2026-11-22T12:03:00Z'}};
  expect(oldest(late, now)).toBe('From 40 minutes ago. It did not answer.');
  expect(next(late, now)).toBe('in 3 minutes');
  expect(next({...late, pulse: {next_at: '2026-11-22T11:59:00Z'}}, now)).toBe('Now');
  expect(next({...late, pulse: {next_at: '2026-11-22T11:59:00Z', throttled_until: '2026-11-22T12:09:00Z'}}, now)).toBe('in 9 minutes: it has asked to be left alone until then');
  expect(next({...late, pulse: {next_at: '2226-11-22T11:59:00Z'}}, now)).toBe('Once the run below goes on');
  expect([next({...late, paused: 'paused by you'}, now), next({...late, waiting: 0}, now), oldest({...late, waiting: 0}, now), oldest(one, now)]).toEqual(['', '', '', '']);
  expect([lastTook(one, now), lastTook({...one, pulse: {delivered_at: '2026-11-22T10:00:00Z'}}, now)]).toEqual(['Never so far', '2 hours ago']);
});
