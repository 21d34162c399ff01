import {expect, test} from 'vitest';
import {t} from '../src/i18n';
import type {Event} from '../src/people/card';
import {told} from '../src/people/timeline';
import {sourceOf} from '../src/people/consents';
import {hereWords} from '../src/people/data';
import {byDay, dayIn, timeIn} from '../src/people/days';
import {otherOf} from '../src/people/joins';
import {factsOf} from '../src/people/seen';
import {calledOf, searchOf} from '../src/people/shopify';
import {saidOf, standsAt, worthOf} from '../src/people/told';
import {bySurvey, nameOf, numberIn, pathOf, rulesOf, whoOf} from '../src/people/who';
import {budgetOf, budgetWords, formOf} from '../src/settings/budget';
import type {Line} from '../src/types';

test('a person has one address and the best name there is', () => {
  const guest = {order: '502', order_name: '#1002'};
  expect(pathOf(guest)).toBe('/people/order-502');
  expect(whoOf('order-502')).toEqual({customer: '0', order: '502'});
  expect(whoOf('7')).toEqual({customer: '7', order: '0'});
  for (const nobody of ['0', 'order-0', '00', 'ada', '7/..', 'order-', '99999999999999999999']) expect(whoOf(nobody), nobody).toBeUndefined();
  expect(nameOf(guest)).toBe('Guest, order #1002');
  expect(nameOf({customer: '7', order: '5', order_name: '#1'})).toBe('Customer 7');
  expect(nameOf({customer: '7', email: 'ada@example.com'})).toBe('ada@example.com');
});

test('a customer number may be looked at though nobody is known by it', () => {
  expect(numberIn(' 4711 ')).toBe('4711');
  expect(numberIn('gid://shopify/Customer/4711')).toBe('4711');
  for (const other of ['0', '#4711', 'ada@example.com', '']) expect(numberIn(other)).toBe('');
});

test('what is not asked stands by survey, each with its reason', () => {
  const line = (survey: string, question: string, asked = false): Line =>
    ({survey: {id: survey, title: survey}, question, prompt: question, asked, version: 1, words: '', rules: []});
  const groups = bySurvey([line('b', '1', true), line('a', '2'), line('b', '3'), line('a', '4')]);
  expect(groups.map(([survey, lines]) => [survey, ...lines.map((one) => one.question)])).toEqual([['a', '2', '4'], ['b', '3']]);
});

test('how many rules passed is told in words', () => {
  const rules = (...passed: boolean[]) => passed.map((one) => ({rule: 'later', passed: one, words: ''}));
  expect(rulesOf(rules(true, true))).toBe('All 2 rules passed');
  expect(rulesOf(rules(true, false, true))).toBe('2 passed, one did not');
  expect(rulesOf(rules(true, true, false, false))).toBe('2 passed, 2 did not');
});

test('every reason of the stream has a name', () => {
  const rules = ['placement', 'language', 'audience', 'sample', 'holdout', 'never', 'later', 'answered', 'asked', 'quota', 'condition', 'branch', 'twice', 'visit', 'month'];
  for (const rule of rules) expect(t(`people.rules.${rule}`)).not.toContain('people.');
  for (const why of ['new', 'pending', 'again', 'until', 'stale', 'doubted', 'evergreen']) expect(t(`people.whys.${why}`)).not.toContain('people.');
});

test('whoever turned out to be the same has a name, and why', () => {
  const join = {from: 'x', joined_at: '2026-01-22T10:00:00Z', answers: 2};
  expect(otherOf({...join, cause: 'merge', customer: '43'})).toBe('Customer 43');
  expect(otherOf({...join, cause: 'order'})).toBe('A guest who ordered');
  for (const cause of ['login', 'order', 'merge', 'identity'] as const) {
    expect(otherOf({...join, cause})).not.toContain('people.');
    expect(t(`people.causes.${cause}`, {day: 'today'})).toContain('today');
  }
  for (const kind of ['email', 'phone', 'loyalty']) expect(t(`people.kinds.${kind}`) + t(`people.kind_hints.${kind}`)).not.toContain('people.');
  for (const proof of ['shopify', 'staff', 'claimed']) expect(t(`people.proofs.${proof}`)).not.toContain('people.');
  expect(t('people.part_answers', {count: 1})).toContain('One answer');
});

test('a budget is told in a sentence', () => {
  const usual = {visit: {questions: 3, seconds: 45}, month: {questions: 10, seconds: 150}};
  expect(budgetWords(usual)).toBe('At most 3 questions in 45 seconds on one visit, and 10 questions in 150 seconds within 30 days.');
  expect(budgetWords({visit: {questions: 1, seconds: 0}, month: {questions: 0, seconds: 0}})).toBe('At most one question on one visit, and any number of questions within 30 days.');
  expect(budgetOf(formOf(usual))).toEqual(usual);
  expect(budgetOf({visit_questions: '2.7', visit_seconds: '7,5', month_questions: '', month_seconds: 'x'})).toEqual({
    visit: {questions: 2, seconds: 7.5}, month: {questions: 0, seconds: 0},
  });
});

test('a day is the shop\'s, wherever the merchant is', () => {
  const late = '2026-11-22T23:30:00Z';
  expect(dayIn('Europe/Stockholm', late)).toBe('Nov 23, 2026');
  expect(dayIn('America/New_York', late)).toBe('Nov 22, 2026');
  expect(dayIn('Moon/Base', late)).toBe('Nov 22, 2026');
  expect(timeIn('Europe/Stockholm', late)).toMatch(/^12:30/);
  const at = (moment: string) => ({at: moment});
  expect(byDay('UTC', [at('2026-11-22T10:00:00Z'), at('2026-11-22T09:00:00Z'), at('2026-11-21T10:00:00Z')]).map(([, all]) => all.length)).toEqual([2, 1]);
});

test('what a shopper told says what it is worth, how it was said and where it stands', () => {
  expect(worthOf({state: 'fresh', stale_at: '2026-12-22T10:00:00Z'}, 'UTC')).toBe('until Dec 22, 2026');
  expect(worthOf({state: 'fresh'}, 'UTC')).toBe('does not age');
  expect(worthOf({state: 'doubted', doubted_at: '2026-11-22T10:00:00Z'}, 'UTC')).toContain('says otherwise');
  expect(worthOf({state: 'cleared'}, 'UTC')).toBe('');
  const said = {values: ['A'], at: '2026-11-22T10:00:00Z', response: 'r', survey: 's', surface: 'thank-you' as const, proof: 'order' as const};
  expect(saidOf(said, 'UTC')).toBe('Said on Nov 22, 2026: Thank-you page, on their order’s page.');
  expect(saidOf({...said, captured_by: 'user/7'}, 'UTC')).toContain('through your staff');
  expect(standsAt([])).toBe('Stands at no destination.');
  expect(standsAt([{destination: 'shopify', title: 'Shopify', names: ['customer metafield source', 'customer tag x']}, {destination: 'k', title: 'Klaviyo', names: []}]))
    .toBe('Stands at Shopify (customer metafield source, customer tag x) and Klaviyo.');
  expect(sourceOf({changed_at: said.at, source: 'shopify'}, 'UTC')).toBe('Since Nov 22, 2026: in Shopify.');
  expect(sourceOf({changed_at: said.at, source: 'thank-you', captured_by: 'user/7'}, 'UTC')).toContain('Thank-you page, through your staff');
  expect(sourceOf({changed_at: said.at, source: 'elsewhere'}, 'UTC')).toContain('elsewhere');
});

test('orders are counted by Shopify where it has told, else as we have heard of them', () => {
  const order = (id: number, total: string, currency = 'SEK', cancelled_at?: string) => ({id, name: `#${id}`, total, currency, created_at: `2026-11-0${id}T10:00:00Z`, ...(cancelled_at && {cancelled_at})});
  const heard = {zone: 'UTC', observed: {orders: [order(1, '10.50'), order(2, '9', 'SEK', '2026-11-03T10:00:00Z'), order(3, '1.25')], currency: 'SEK'}};
  expect(new Map(factsOf(heard).map(([name, value]) => [name, value.replace(/\s/g, ' ')]))).toEqual(new Map([['orders', '2'], ['spent', 'kr 11.75'], ['first', 'Nov 1, 2026'], ['last', 'Nov 3, 2026']]));
  const told = {...heard, observed: {...heard.observed, standing: {orders: 12, spent: '1000.00', last_order_at: '2026-11-09T10:00:00Z'}}};
  expect(new Map(factsOf(told)).get('orders')).toBe('12');
  expect(new Map(factsOf(told)).has('first'), 'it was before Askwell came').toBe(false);
  expect(new Map(factsOf(told)).get('last')).toBe('Nov 9, 2026');
  expect(factsOf({zone: 'UTC', observed: {orders: [], currency: 'SEK'}})).toEqual([]);
  expect(new Map(factsOf({zone: 'UTC', observed: {orders: [order(1, '1'), order(2, '1', 'EUR')], currency: 'SEK'}})).has('spent')).toBe(false);
});

test('every kind of thing that happens has words, and a way to see more', () => {
  const happened: Omit<Event, 'id' | 'at'>[] = [
    {kind: 'answer', response: {id: 'r', survey: {id: 's', title: 'Taste'}, surface: 'thank-you', answers: [{question: 'q', prompt: 'Tea?', values: []}]}},
    {kind: 'answer', response: {id: 'r', survey: {id: 's', title: 'Taste'}, surface: 'thank-you', captured_by: 'user/7', reason: 'She rang.', answers: []}},
    ...(['granted', 'pending', 'withdrawn'] as const).map((state) => ({kind: 'consent' as const, consent: {channel: 'email' as const, purpose: 'marketing', state, source: 'shopify'}})),
    ...[false, true].flatMap((over) => [
      {kind: 'reward' as const, over, reward: {reward: 'r', title: 'Ten off', code: 'X'}},
      {kind: 'order' as const, over, order: {id: '1', name: '#1', total: '9.00', currency: 'SEK'}},
      {kind: 'join' as const, over, join: {cause: 'order' as const}},
    ]),
    ...(['waiting', 'done', 'parked', 'dropped'] as const).map((state) => ({kind: 'delivery' as const, delivery: {id: 'd', title: 'Shopify', cause: 'answer', state, reason: 'why'}})),
    {kind: 'request', request: {topic: 'customers/data_request', due_at: '2026-12-22T10:00:00Z'}},
  ];
  for (const one of happened) {
    const line = told({id: 'x', at: '2026-11-22T10:00:00Z', ...one});
    expect([line.words, line.label ?? '', ...line.details].join(' '), one.kind).not.toMatch(/people\.|receipts\.|\{/);
    expect(line.words).not.toBe('');
  }
});

test('what is typed is looked for in Shopify by how words begin, and means nothing else there', () => {
  expect(searchOf(' Ada  Lind ')).toBe('Ada* Lind*');
  expect(searchOf('name:x OR (tag:"vip") -y NOT z')).toBe('name* x* tag* vip* z*');
  expect(searchOf("O'Neil Ångström")).toBe('O* Neil* Ångström*');
  expect(searchOf('#1001')).toBe('1001*');
  expect(searchOf('" \\ :')).toBe('');
  expect(calledOf([null, {}, {id: 'gid://shopify/Customer/7', displayName: 'Ada', createdAt: 'x'}, {id: 'gid://shopify/Customer/8', displayName: null}])).toEqual([{customer: '7', name: 'Ada', since: 'x'}]);
});

test('what an erasure would remove is said in numbers', () => {
  expect(hereWords({responses: 2, orders: 1})).toBe('Here, at once, everything that is held of them: the answers to 2 surveys and one order.');
  expect(hereWords({})).toBe('Here nothing of theirs is held.');
});
