import {afterEach, describe, expect, test, vi} from 'vitest';
import {t} from '../src/i18n';
import {asked, chosen, dayIn, isChosen, linkTo, nothing, read, since, turned, turnedPage, whole, written} from '../src/receipts/filter';
import type {Receipt, Try} from '../src/receipts/receipt';
import {cameOf, fateOf, placeOf, replayedOf, skippedOf, standOf, tookOf, undoneOf, wentTones, whoseOf, whyOf} from '../src/receipts/words';

const now = Date.parse('2026-11-22T12:00:00Z');
const page = ['a', 'b', 'c'].map((id): Receipt => ({id, destination: 'shopify', title: 'Shopify', state: 'done', cause: 'answer', tries: 1, created_at: '2026-11-22T11:00:00Z'}));
const text = (kind: string, value: unknown) => ({there: true, value: JSON.stringify({kind, value})});

test('one delivery after another is chosen, a page of them, or all that a filter leaves', () => {
  expect(chosen(nothing, {state: 'done'})).toBeUndefined();
  const one = turned(nothing, 'b', page);
  expect(chosen(one, {state: 'done'})).toEqual({ids: ['b']});
  expect(turned(one, 'b', page)).toEqual(nothing);
  const all = turnedPage(one, page);
  expect(whole(all, page)).toBe(true);
  expect(whole(all, [])).toBe(false);
  expect(turnedPage(all, page)).toEqual(nothing);
  const everything = {ids: new Set<string>(), all: true};
  expect(isChosen(everything, 'z')).toBe(true);
  expect(chosen(everything, {state: 'done', survey: ''})).toEqual({state: 'done', all: true});
  expect(chosen(turned(everything, 'a', page), {state: 'done'})).toEqual({ids: ['b', 'c']});
});

test('a choice outlives turning the page', () => {
  const first = turned(nothing, 'a', page);
  expect(chosen(turned(first, 'z', [{...page[0]!, id: 'z'}]), {})).toEqual({ids: ['a', 'z']});
});

test('a filter says only what narrows, and a day begins by the clock of the merchant', () => {
  expect(asked({destination: '', state: 'parked', person: ''})).toEqual({state: 'parked'});
  expect(new Date(since('2026-11-22')).getHours()).toBe(0);
  for (const no of ['', 'yesterday', '2026-13-45']) expect(since(no)).toBe('');
});

describe('the day that was picked is the one that is shown', () => {
  afterEach(() => void vi.unstubAllEnvs());
  test.each([['Pacific/Auckland', '2026-11-21T11:00:00.000Z'], ['America/Los_Angeles', '2026-11-22T08:00:00.000Z'], ['UTC', '2026-11-22T00:00:00.000Z']])('in %s', (zone, midnight) => {
    vi.stubEnv('TZ', zone);
    expect(since('2026-11-22')).toBe(midnight);
    expect(dayIn(midnight)).toBe('2026-11-22');
  });
  test('and none for none', () => expect(dayIn() + dayIn('yesterday')).toBe(''));
});

test('what became of a delivery is told in a sentence', () => {
  const one = {state: 'done', tries: 1, finished_at: '2026-11-22T11:57:00Z'} as const;
  expect(fateOf(one, now)).toBe('Done at the first try, 3 minutes ago.');
  expect(fateOf({...one, tries: 3}, now)).toBe('Done after 3 tries, 3 minutes ago.');
  expect(fateOf({state: 'waiting', tries: 0}, now)).toBe('It is next.');
  expect(fateOf({state: 'waiting', tries: 2, reason: 'the destination is down', next_at: '2026-11-22T12:05:00Z'}, now))
    .toBe('The destination is down. It is tried again in 5 minutes.');
  expect(fateOf({state: 'waiting', tries: 1, reason: 'the run is paused', next_at: '9999-01-01T00:00:00Z'}, now)).toBe('The run is paused.');
  expect(fateOf({state: 'parked', tries: 1, reason: 'no such list'}, now)).toBe('No such list.');
  expect(fateOf({state: 'dropped', tries: 0}, now)).toBe('There was nothing left to send.');
});

test('whom a delivery is about, and why it was made', () => {
  expect(whoseOf({person: {customer: '7', email: 'ada@example.com'}})).toBe('ada@example.com');
  expect(whoseOf({})).toBe('Somebody erased since');
  expect(whyOf({cause: 'answer', survey: {id: '1', title: 'Skin'}})).toBe('They answered “Skin”');
  expect(whyOf({cause: 'drift'})).toBe('Something else stood there than was written');
  expect(whyOf({cause: 'brand-new'})).toBe('brand-new');
});

test('places and what stands there have names', () => {
  expect(placeOf('tag:skin:oily')).toBe('Tag skin:oily');
  expect(placeOf('list:7', 'person', {'list:7': 'Newsletter'})).toBe('List Newsletter');
  expect(placeOf('property:skin', 'order')).toBe('Field skin of the order');
  expect(placeOf('consent:email')).toBe('Consent: Email');
  expect(placeOf('what')).toBe('what');
  expect(standOf({there: true, value: ''}, 'tag:skin:oily')).toBe('there');
  expect(standOf({there: false}, 'list:7')).toBe('not on it');
  expect(standOf({there: false}, 'property:skin')).toBe('nothing');
  expect(standOf(text('choices', ['dry', {other: 'flaky'}]), 'property:skin')).toBe('dry and flaky');
  expect(standOf(text('boolean', false), 'property:news')).toBe('No');
  expect(standOf(text('number', 0), 'property:n')).toBe('0');
  expect(standOf(text('text', ''), 'property:n')).toBe('empty');
  expect(standOf(text('slot', {part: 'evening', place: 'door'}), 'property:slot')).toBe('evening, door');
  expect(standOf({there: true, value: 'sha256-3f'}, 'property:known')).toContain('own blocks');
});

test('what is taken back is told in numbers, and what is not with its reason', () => {
  expect(undoneOf({deliveries: 3, people: 2, places: 5, skipped: {}})).toBe('What stood before is put back at 5 places, of 2 shoppers.');
  expect(undoneOf({deliveries: 1, people: 0, places: 0, skipped: {}})).toBe('This delivery has written nothing that could be taken back.');
  expect(undoneOf({deliveries: 1, people: 1, places: 1, skipped: {}}, true)).toBe('What stood before is being put back at one place, of one shopper.');
  expect(undoneOf({deliveries: 10000, people: 4000, places: 16240, skipped: {}, cut_short: true}))
    .toBe('What stood before is put back at 16,240 places, of 4,000 shoppers. These are the newest 10,000 deliveries: with the others there are more.');
  expect(replayedOf(10000, false, true)).toBe('10,000 deliveries or more are sent again.');
  expect(skippedOf({'an event cannot be untold': 1, 'a later delivery has written there since': 4, none: 0}))
    .toEqual(['4 places. A later delivery has written there since.', 'One place. An event cannot be untold.']);
});

test('what came back with a try', () => {
  const one: Try = {number: 1, class: 'ok', reason: 'fine', cost: 10, started_at: '', duration_ms: 84};
  expect(cameOf(one)).toBe('It took it.');
  expect(cameOf({...one, class: 'rejected', reason: 'no such list'})).toBe('It refused this. No such list.');
  expect(tookOf(84)).toBe('84 ms');
  expect(tookOf(1234)).toBe('1.2 s');
});

test('every state the server knows has words', () => {
  const keys = [
    ...['waiting', 'done', 'parked', 'dropped'].map((one) => `receipts.state.${one}`),
    ...['answer', 'link', 'asked', 'stale', 'withdrawn', 'granted', 'purpose', 'expired', 'links', 'backfill', 'undo', 'drift'].map((one) => `receipts.cause.${one}`),
    ...['ok', 'throttled', 'transient', 'ambiguous', 'auth', 'scope', 'config', 'retired', 'missing', 'rejected', 'blocked', 'conflict', 'bug'].map((one) => `receipts.class.${one}`),
    ...['waiting', 'verified', 'different', 'unreadable'].map((one) => `receipts.check.${one}`),
    ...Object.keys(wentTones).flatMap((one) => [`receipts.went.${one}`, `receipts.went_why.${one}`]),
    ...['undo', 'replay'].flatMap((deed) => ['do', 'sure', 'hint', 'done', 'after'].map((one) => `receipts.${deed}_${one}`)),
  ];
  expect(keys.filter((key) => t(key) === key)).toEqual([]);
});

test('a filter is in the address, and nothing else is', () => {
  const filter = {destination: 'klaviyo', state: 'parked', since: '2026-11-22T00:00:00.000Z', survey: 's', person: '#1001'} as const;
  expect(read(written('', filter))).toEqual(filter);
  expect(linkTo({destination: 'klaviyo', state: 'parked'})).toBe('/deliveries?destination=klaviyo&state=parked');
  expect(linkTo({})).toBe('/deliveries');
  expect(written('?shop=a.myshopify.com&state=done', {person: 'a b'})).toBe('shop=a.myshopify.com&person=a+b');
  expect(read('?state=lost&since=yesterday&shop=a.myshopify.com')).toEqual({});
});
