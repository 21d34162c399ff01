import {expect, test} from 'vitest';
import {decisions} from '../src/home/decide';
import {troubles, unchecked} from '../src/home/health';
import {heardOf} from '../src/home/heard';
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
  expect(all.map(({key}) => key)).toEqual(['access', 'hearing', 'lane-klaviyo', 'held-brevo', 'place-thank-you', 'gap-thank-you', 'reward-ten', 'law']);
  for (const {what, why, button, href, resume} of all) {
    for (const words of [what, why, button]) expect(words).not.toMatch(/^$|home\.|status\.|\{/);
    expect(Boolean(href) !== Boolean(resume)).toBe(true);
  }
});

test('no destination is called well that is held up, in trouble, behind or refusing', () => {
  const lane = {id: 'klaviyo', title: 'Klaviyo', waiting: 0, parked: 0, different: 0};
  const of = (part: object) => ours({lanes: [{...lane, ...part}]});
  expect(of({paused: 'paused by you', waiting: 3})).toMatchObject([{key: 'held-klaviyo', resume: 'klaviyo'}]);
  expect(of({problem: 'the list is gone'})).toMatchObject([{key: 'problem-klaviyo', href: '/destinations/klaviyo', why: 'The list is gone.'}]);
  expect(of({parked: 2})).toMatchObject([{key: 'parked-klaviyo', what: 'Klaviyo refused 2 deliveries', href: '/deliveries?destination=klaviyo&state=parked'}]);
  expect(of({waiting: 4, since: '2026-11-22T11:46:00Z'})).toEqual([]);
  expect(of({waiting: 4, since: '2026-11-22T11:44:00Z', reason: 'it did not answer'})).toMatchObject([
    {key: 'slow-klaviyo', why: 'Waiting: 4. The oldest came 16 minutes ago. It did not answer.', href: '/deliveries?destination=klaviyo&state=waiting'},
  ]);
  expect(of({paused: 'the key was refused', problem: 'the key was refused', waiting: 4, since: '2026-11-22T08:00:00Z', parked: 1}).map(({key}) => key)).toEqual(['lane-klaviyo', 'parked-klaviyo']);
  expect(ours({lanes: [{...lane, id: 'shopify', paused: 'paused by you'}]}).map(({key}) => key)).toEqual(['held-shopify']);
});

test('of news that do not come the page says why, as far as it can be told', () => {
  const access = {works: true};
  const facts = {waiting: 0, orders: 4, untold: 3, kinds: [], access};
  expect(heardOf({...facts, untold: 0}, now)).toBe('well');
  expect(heardOf(facts, now)).toBe('silent');
  expect(heardOf({...facts, latest: '2026-11-22T11:00:00Z'}, now)).toBe('partly');
  expect(heardOf({...facts, latest: '2026-11-20T11:00:00Z'}, now)).toBe('silent');
  expect(heardOf({...facts, access: {works: false}}, now)).toBe('shut');
  expect(heardOf({...facts, waiting: 2, since: '2026-11-22T11:45:00Z'}, now)).toBe('late');
  expect(heardOf({...facts, waiting: 2, since: '2026-11-22T11:46:00Z'}, now)).not.toBe('late');
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
  expect(ours({placed: ['order-status', 'account', 'link']}, stands)).toMatchObject([
    {key: 'place-order-status', href: 'shopify://admin/settings/checkout/editor?page=order-status&context=apps&app=key'}, {key: 'place-account'},
  ]);
});

test('where App Bridge does not answer it is said, unless no block is asked for', () => {
  expect(unchecked(well, nobody)).toBe(true);
  expect(unchecked(well, standsOf([]))).toBe(false);
  expect(unchecked({...well, placed: ['link', 'email']}, nobody)).toBe(false);
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
  expect(all.map(({href}) => href)).toEqual(['/privacy', '/differences', '/surveys/u', '/surveys/d']);
});
