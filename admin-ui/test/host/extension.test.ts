import {Signal} from '@preact/signals-core';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Extension} from '../../src/host/extension/contract';
import type {Realm} from '../../src/host/extension/realm';
import {run} from '../../src/host/extension/run';
import {pageFetch, Site, token, until} from './sandbox';

let sandbox: Site;
let app: Site;
let minted = 0;

beforeEach(async () => {
  minted = 0;
  sandbox = await new Site(({path}) => (path === '/_sandbox/tokens' ? {body: {token: token(300, `t${++minted}`)}} : {body: {}})).start();
  app = await new Site(({path}) => (path === '/gone' ? {status: 401} : {status: 201, body: {id: 'r1'}})).start();
  vi.stubGlobal('fetch', pageFetch(sandbox));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all([sandbox.stop(), app.stop()]);
});

const shop = 'demo-shop.myshopify.com';
const session = {kind: 'checkout', shop, customer: 'gid://shopify/Customer/7'} as const;

type Shopify = Record<string, any>;
type Given = Record<string, any> & {shopify: Shopify};

/** Hosts an extension in a world without a bundle: the test is the bundle. */
async function host(config: Partial<Extension>): Promise<{given: Given; shopify: Shopify; mount: HTMLElement}> {
  const given = {} as Given;
  const realm: Realm = {give: (name, value) => void (given[name] = value), load: async () => {}};
  const mount = document.createElement('div');
  document.body.append(mount);
  await run({target: 'purchase.thank-you.block.render', src: '/x.js', session, app: app.origin, ...config}, mount, realm);
  return {given, shopify: given.shopify, mount};
}

/** How the calls ended that the ledger was told of, once there are as many. */
async function entries(count: number): Promise<Record<string, unknown>[]> {
  const told = () => (sandbox.of('/_sandbox/ledger') as Record<string, unknown>[]).filter(({busy}) => !busy);
  await until(() => told().length >= count);
  expect(told()).toHaveLength(count);
  return told();
}

test('the page’s data are signals, and what is not told throws', async () => {
  const {shopify} = await host({
    api: {settings: {survey: 'heard'}, orderConfirmation: {order: {id: 'gid://shopify/OrderIdentity/5'}, number: '1005', isFirstOrder: true}},
  });
  expect(shopify.settings.value).toEqual({survey: 'heard'});
  expect(shopify.appMetafields.value).toEqual([]);
  expect(shopify.orderConfirmation.value.order.id).toBe('gid://shopify/OrderIdentity/5');
  expect(shopify.extension.target).toBe('purchase.thank-you.block.render');
  expect(shopify.shop.myshopifyDomain).toBe(shop);
  expect(shopify.buyerIdentity).toBeUndefined(); // without approval Shopify tells nothing either
  expect(() => shopify.lines).toThrow('not implemented in the sandbox: shopify.lines');
  expect(() => shopify.shop.id).toThrow('not implemented in the sandbox: shopify.shop.id');
  expect(() => shopify.localization.currency).toThrow('not implemented in the sandbox: shopify.localization.currency');
  expect(() => shopify.selectedPaymentOptions).toThrow('not implemented in the sandbox');
  await expect(shopify.query('{shop{name}}')).rejects.toThrow('not implemented in the sandbox: shopify.query');
});

test('cost and buyer are groups of signals', async () => {
  const money = (amount: number) => ({amount, currencyCode: 'SEK'});
  const {shopify} = await host({
    api: {cost: {subtotalAmount: money(90), totalAmount: money(100)}, buyerIdentity: {email: 'ada@example.com'}, lines: [], localization: {currency: {isoCode: 'SEK'}}},
  });
  expect(shopify.cost.totalAmount.value).toEqual(money(100));
  expect(shopify.cost.totalTaxAmount.value).toBeUndefined();
  expect(shopify.buyerIdentity.email.value).toBe('ada@example.com');
  expect(shopify.buyerIdentity.customer.value).toBeUndefined();
  expect(shopify.localization.currency.value.isoCode).toBe('SEK');
  expect(shopify.i18n.formatCurrency(5)).toContain('SEK');
});

test('signals become the extension’s own, and listeners stay', async () => {
  const {shopify} = await host({session: {kind: 'account', shop}, target: 'customer-account.order-status.block.render', api: {authenticationState: 'pre_authenticated'}});
  const heard: boolean[] = [];
  shopify.extension.rendered.subscribe((rendered: boolean) => heard.push(rendered));
  shopify.setSignals(Signal);
  shopify.extend('customer-account.order-status.block.render', () => {});
  await until(() => heard.length === 2);
  expect(heard).toEqual([false, true]);
  expect(shopify.authenticationState.value).toBe('pre_authenticated');
});

test('only the configured target renders, and a crash is told', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const {shopify} = await host({});
  const rendered: string[] = [];
  shopify.extend('some.other.target', () => rendered.push('other'));
  shopify.extend('purchase.thank-you.block.render', (api: unknown) => {
    rendered.push(api === shopify ? 'with shopify' : 'alone');
    throw new Error('oh');
  });
  await until(() => error.mock.calls.length === 1);
  expect(rendered).toEqual(['with shopify']);
  expect(shopify.extension.rendered.value).toBe(false);
  error.mockRestore();
});

test('a token is kept while it lives, and dropped when the app refuses it', async () => {
  const {given, shopify} = await host({});
  const first = await shopify.sessionToken.get();
  expect(await shopify.sessionToken.get()).toBe(first);
  expect(sandbox.of('/_sandbox/tokens')).toEqual([{shop, kind: 'checkout', customer: session.customer}]);
  await given.fetch(`${app.origin}/gone`);
  expect(await shopify.sessionToken.get()).not.toBe(first);
  await entries(1);
});

test('a request to the app is told to the ledger, without its token', async () => {
  const {given} = await host({});
  const answer = await given.fetch(`${app.origin}/storefront/v1/responses?x=1&id_token=secret`, {
    method: 'POST', headers: {Authorization: 'Bearer secret'}, body: JSON.stringify({answers: {source: 'podcast'}}),
  });
  expect(await answer.json()).toEqual({id: 'r1'});
  const [entry] = await entries(1);
  expect(entry).toEqual({
    shop, kind: 'extension', surface: 'purchase.thank-you.block.render', call: expect.any(String), about: session.customer, method: 'POST',
    path: '/storefront/v1/responses?x=1&id_token=…', status: 201, ms: expect.any(Number), request: '{"answers":{"source":"podcast"}}', answer: '{"id":"r1"}',
  });
  expect(app.asked[0]!.headers.authorization).toBe('Bearer secret');
});

test('long bodies are told in part, and a dead app as status 0', async () => {
  const {given} = await host({});
  await given.fetch(`${app.origin}/long`, {method: 'POST', body: 'x'.repeat(100_000)});
  const [long] = await entries(1);
  expect((long!['request'] as string).length).toBe(16 << 10);
  await app.stop();
  await expect(given.fetch(`${app.origin}/dead`)).rejects.toThrow();
  expect((await entries(2))[1]).toMatchObject({status: 0, path: '/dead', answer: expect.stringContaining('fetch failed')});
  await app.start();
});

test('what is not for the app is not told', async () => {
  const {given} = await host({});
  await given.fetch(`${sandbox.origin}/else`);
  await given.fetch(`${app.origin}/told`);
  expect(await entries(1)).toMatchObject([{path: '/told'}]);
});

test('a ledger that fails breaks nothing', async () => {
  await sandbox.stop();
  const {given} = await host({});
  expect((await given.fetch(`${app.origin}/ok`)).status).toBe(201);
  await sandbox.start();
});

test('Shopify’s own APIs are refused in words', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const {given} = await host({});
  const answer = await given.fetch('shopify://customer-account/api/2026-07/graphql.json', {method: 'POST', body: '{}'});
  expect(answer.status).toBe(501);
  expect(((await answer.json()) as Shopify).errors[0].message).toBe('not implemented in the sandbox: fetch shopify://customer-account/api/2026-07/graphql.json');
  warn.mockRestore();
});

test('an extension of an account asks the Customer Account API of its shop', async () => {
  const {given} = await host({session: {kind: 'account', shop}, target: 'customer-account.profile.block.render', capabilities: ['api_access']});
  const answer = await given.fetch('shopify://customer-account/api/2026-07/graphql.json', {method: 'POST', body: '{"query":"{shop{id}}"}'});
  expect(answer.status).toBe(200);
  expect(sandbox.of(`/_sandbox/customer-account?shop=${shop}`)).toEqual([{query: '{shop{id}}'}]);
  const old = await given.fetch('shopify://customer-account/api/2020-01/graphql.json', {method: 'POST', body: '{}'});
  expect(old.status).toBe(501);
});

test('without network_access in the manifest there is no fetch', async () => {
  const {given} = await host({capabilities: ['api_access']});
  await expect(given.fetch(`${app.origin}/x`)).rejects.toThrow('network_access');
});

test('storage is kept by extension and shop', async () => {
  const one = await host({src: '/one.js'});
  const two = await host({src: '/two.js'});
  await one.shopify.storage.write('k', {n: 1});
  expect(await one.shopify.storage.read('k')).toEqual({n: 1});
  expect(await two.shopify.storage.read('k')).toBeNull();
  await one.shopify.storage.delete('k');
  expect(await one.shopify.storage.read('k')).toBeNull();
});

test('a checkout’s storage ends with it, an account’s is all extensions’', async () => {
  const at = (order: string) => host({session: {...session, order}});
  await (await at('1')).shopify.storage.write('k', 1);
  expect(await (await at('1')).shopify.storage.read('k')).toBe(1);
  expect(await (await at('2')).shopify.storage.read('k')).toBeNull();
  const account = (src: string) => host({session: {kind: 'account', shop}, target: 'customer-account.profile.block.render', src});
  await (await account('/one.js')).shopify.storage.write('k', 2);
  expect(await (await account('/two.js')).shopify.storage.read('k')).toBe(2);
});

test('words fall back from region to language to the default file', async () => {
  const locales = {'en.default': {ask: 'Ask', left: {one: '{{count}} left', other: '{{count}} are left'}}, sv: {ask: 'Fråga {{who}}'}};
  const swedish = (await host({locales, locale: 'sv-SE'})).shopify;
  const french = (await host({locales, locale: 'fr'})).shopify;
  expect(swedish.i18n.translate('ask', {who: 'Ada'})).toBe('Fråga Ada');
  expect(swedish.localization.extensionLanguage.value).toEqual({isoCode: 'sv'});
  expect(swedish.localization.language.value).toEqual({isoCode: 'sv-SE'});
  expect(swedish.i18n.translate('left', {count: 1})).toBe('1 left');
  expect(french.i18n.translate('left', {count: 3})).toBe('3 are left');
  expect(french.i18n.translate('missing.key')).toBe('missing.key');
  const bold = {type: 'b'};
  expect(swedish.i18n.translate('ask', {who: bold})).toEqual(['Fråga ', bold]);
});

test('consent changes are seen by who reads them', async () => {
  const {shopify} = await host({});
  await shopify.applyTrackingConsentChange({type: 'changeVisitorConsent', marketing: false, metafields: [{key: 'a', value: '1'}]});
  expect(shopify.customerPrivacy.value.visitorConsent).toEqual({marketing: false});
  expect(shopify.customerPrivacy.value.allowedProcessing.marketing).toBe(false);
  expect(shopify.customerPrivacy.value.metafields).toEqual([{key: 'a', value: '1'}]);
});

test('the account knows its customer, shows toasts and refuses intents', async () => {
  const {shopify} = await host({session: {...session, kind: 'account'}, target: 'customer-account.profile.block.render'});
  expect(shopify.authenticatedAccount.customer.value).toEqual({id: session.customer});
  const {hide} = await shopify.toast.show('Saved');
  expect(document.querySelector('.host-toast')?.textContent).toContain('Saved');
  hide();
  expect(document.querySelector('.host-toast')).toBeNull();
  expect(() => shopify.intents.invoke('create:x')).toThrow('not implemented in the sandbox: shopify.intents.invoke');
});

test('a full page has addresses of its own', async () => {
  history.replaceState(null, '', '/account/pages/preferences');
  const {given} = await host({session: {...session, kind: 'account'}, target: 'customer-account.page.render', page: '/account/pages/preferences'});
  const {navigation} = given;
  expect(navigation.currentEntry.url).toBe('extension:/');
  const heard: string[] = [];
  navigation.addEventListener('currententrychange', ({navigationType, from}: Shopify) => heard.push(`${navigationType} from ${from.url}`));
  navigation.navigate('extension:/email', {state: {tab: 2}, history: 'push'});
  expect(location.pathname).toBe('/account/pages/preferences/email');
  expect(navigation.currentEntry.url).toBe('extension:/email');
  expect(navigation.currentEntry.getState()).toEqual({tab: 2});
  expect(heard).toEqual(['push from extension:/']);
  expect(() => navigation.navigate('shopify:pos/orders')).toThrow('not implemented in the sandbox');
  history.replaceState(null, '', '/page');
});

test('an admin block has its resource, the app’s API with a token, and a store', async () => {
  const {given, shopify} = await host({
    session: {kind: 'admin', shop}, target: 'admin.customer-details.block.render', api: {data: {selected: [{id: 'gid://shopify/Customer/7'}]}},
  });
  expect(shopify.data.selected).toEqual([{id: 'gid://shopify/Customer/7'}]);
  await given.fetch('/api/v1/status');
  expect(app.asked[0]!.path).toBe('/api/v1/status');
  expect(app.asked[0]!.headers.authorization).toBe(`Bearer ${await shopify.auth.idToken()}`);
  await entries(1);
  await shopify.storage.setMany({a: 1, b: 2});
  expect(await shopify.storage.getMany(['a', 'b', 'c'])).toEqual([1, 2, undefined]);
  expect([...(await shopify.storage.entries())]).toHaveLength(2);
  await shopify.storage.clear();
  expect(await shopify.storage.get('a')).toBeUndefined();
});

test('an action closes', async () => {
  const {shopify, mount} = await host({session: {kind: 'admin', shop}, target: 'admin.customer-details.action.render', api: {data: {selected: []}}});
  mount.append('drawn');
  const closed = vi.fn();
  document.body.addEventListener('close', closed, {once: true});
  shopify.close();
  expect(mount.childNodes).toHaveLength(0);
  expect(closed).toHaveBeenCalledOnce();
});

test('a target without a page in the sandbox is refused by name', async () => {
  await expect(host({target: 'pos.home.tile.render'})).rejects.toThrow('not implemented in the sandbox: the target pos.home.tile.render');
});
