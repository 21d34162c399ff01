import {expect, test} from 'vitest';
import {decisions} from '../src/home/decide';
import {troubles} from '../src/home/health';
import {editorOf, standsOf} from '../src/home/placement';
import {behind, pageOf, stepOf, tryOn} from '../src/home/steps';
import type {GuideFacts, HomeFacts} from '../src/home/types';

const now = Date.parse('2026-11-22T12:00:00Z');
const nobody = standsOf(undefined);
const well: HomeFacts = {
  shop: {domain: 'demo-shop.myshopify.com', name: 'Demo'}, most: 10_000, access: {works: true}, hearing: {waiting: 0, orders: 0, untold: 0},
  lanes: [{id: 'shopify', title: 'Shopify', waiting: 2, parked: 0, different: 0}], placed: ['thank-you'], gaps: [], rewards: [],
  privacy: {open: 0, due_soon: 0, overdue: 0, failed: 0}, today: {zone: 'UTC', since: '2026-11-22T00:00:00Z', count: 0, surveys: [], newest: []},
  undecided: {drafts: [], unused: []},
};
const ours = (part: Partial<HomeFacts>, extensions = nobody) => troubles({...well, ...part}, extensions, 'key', now);

test('where all is well there is nothing to say', () => {
  expect(ours({})).toEqual([]);
  expect(decisions(well, now)).toEqual([]);
});

test('each trouble has one button that leads somewhere', () => {
  const all = ours({
    access: {works: false, problem: 'shopify refused the access'}, hearing: {waiting: 12, since: '2026-11-22T11:00:00Z', orders: 0, untold: 0},
    lanes: [{id: 'klaviyo', title: 'Klaviyo', waiting: 1, parked: 0, different: 0, paused: 'the key was refused'}, {id: 'brevo', title: 'Brevo', waiting: 1, parked: 0, different: 0, paused: 'paused by you'}],
    gaps: [{surface: 'thank-you', from: '2026-11-20', to: '2026-11-22', open: true, shown: 1, orders: 90, usual: 80}],
    rewards: [{handle: 'ten', title: 'Ten', owed: 3, spent: false}], privacy: {open: 1, due_soon: 0, overdue: 1, failed: 0},
  }, standsOf([]));
  expect(all.map(({key}) => key)).toEqual(['access', 'hearing', 'lane-klaviyo', 'place-thank-you', 'gap-thank-you', 'reward-ten', 'law']);
  for (const {what, why, button, href} of all) {
    for (const words of [what, why, button]) expect(words).not.toMatch(/^$|home\.|status\./);
    expect(href).toMatch(/^\/|^shopify:\/\/admin\//);
  }
});

test('an order that is not known yet is no alarm, and most of them are', () => {
  expect(ours({hearing: {waiting: 3, since: '2026-11-22T11:58:00Z', orders: 40, untold: 2}})).toEqual([]);
  expect(ours({hearing: {waiting: 0, orders: 4, untold: 3}}).map(({key}) => key)).toEqual(['hearing']);
});

test('blocks stand where App Bridge says, and nobody guesses', () => {
  const stands = standsOf([
    {handle: 'thank-you', type: 'ui_extension', activations: [{target: 'purchase.thank-you.block.render'}]},
    {handle: 'theme-blocks', type: 'theme_app_extension', activations: [{target: 'section', handle: 'question', status: 'active'}, {target: 'section', handle: 'cart-reason', status: 'available'}]},
  ]);
  expect([stands('thank-you'), stands('order-status'), stands('theme'), stands('cart'), stands('link')]).toEqual([true, false, true, false, true]);
  expect(nobody('theme')).toBeUndefined();
  expect(ours({placed: ['theme', 'cart']}, stands).map(({key}) => key)).toEqual(['place-cart']);
});

test('deep links name the app and its block', () => {
  expect(editorOf('theme', 'key', 'poll')).toBe('shopify://admin/themes/current/editor?template=index&addAppBlockId=key/poll&target=newAppsSection');
  expect(editorOf('prompt', 'key')).toContain('activateAppId=key/prompt');
  expect(editorOf('thank-you', 'key')).toBe('shopify://admin/settings/checkout/editor?page=thank-you&context=apps&app=key');
  expect(editorOf('email', 'key')).toBe('');
});

test('the guide goes on from what there is', () => {
  const none: GuideFacts = {published: false, placements: [], block: 'question', shown: false};
  const survey = {id: 'a', title: 'A'};
  const live: GuideFacts = {...none, survey, published: true, placements: ['theme', 'thank-you']};
  const bare = standsOf([]);
  expect(stepOf(none, bare)).toBe('choose');
  expect(stepOf({...none, survey}, bare)).toBe('publish');
  expect(stepOf(live, bare)).toBe('place');
  expect(stepOf({...live, shown: true}, bare)).toBe('try');
  expect(stepOf(live, nobody)).toBe('try');
  expect(stepOf({...live, answer: {id: 'r', survey, surface: 'theme', submitted_at: '2026-11-22T11:00:00Z'}}, bare)).toBeUndefined();
  expect([behind('choose', 'place'), behind('place', 'place'), behind('try', undefined)]).toEqual([true, false, true]);
  const checkout = standsOf([{handle: 't', type: 'ui_extension', activations: [{target: 'purchase.thank-you.block.render'}]}]);
  expect(tryOn(live, checkout)).toBe('thank-you');
  expect(pageOf('link', 'a.myshopify.com', '/apps/askwell/surveys/x')).toBe('https://a.myshopify.com/apps/askwell/surveys/x');
  expect(pageOf('theme', 'a.myshopify.com')).toBe('https://a.myshopify.com/');
});

test('what waits for a decision says how much, and where it is decided', () => {
  const all = decisions({
    ...well, privacy: {...well.privacy, failed: 1},
    lanes: [{id: 'klaviyo', title: 'Klaviyo', waiting: 0, parked: 10_000, different: 1}, {id: 'brevo', title: 'Brevo', waiting: 4, parked: 0, different: 0, paused: 'paused by you'}],
    undecided: {unused: [{survey: {id: 'u', title: 'U'}, questions: 2}], drafts: [{survey: {id: 'd', title: 'D'}, state: 'draft', updated_at: '2026-11-22T11:57:00Z'}]},
  }, now);
  expect(all.map(({href}) => href)).toEqual(['/privacy', '/deliveries', '/differences', '/destinations/brevo', '/surveys/u', '/surveys/d']);
  expect(all[1]!.what).toBe('Klaviyo refused 10,000 or more deliveries: send them again, or let them be');
});
