// The embedded app and the frame around it, in one document and over a pair of
// links: what the app calls, what the merchant sees, and the way back.

import {afterAll, afterEach, beforeAll, beforeEach, expect, test, vi} from 'vitest';
import {bridge} from '../../src/host/bridge/bridge';
import {admin} from '../../src/host/frame/admin';
import {Place} from '../../src/host/frame/place';
import type {FromApp, FromFrame, Link} from '../../src/host/messages';
import {pageFetch, Site, token, until} from './sandbox';

type Pair = {app: Link<FromApp, FromFrame>; frame: Link<FromFrame, FromApp>; told: FromApp[]};

// Messages are copied, as between windows.
function pair(): Pair {
  const ears = {app: [] as ((message: FromFrame) => void)[], frame: [] as ((message: FromApp) => void)[]};
  const told: FromApp[] = [];
  return {
    told,
    app: {hear: (heard) => ears.app.push(heard), tell: (message) => (told.push(message), queueMicrotask(() => ears.frame.forEach((heard) => heard(structuredClone(message)))))},
    frame: {hear: (heard) => ears.frame.push(heard), tell: (message) => queueMicrotask(() => ears.app.forEach((heard) => heard(structuredClone(message))))},
  };
}

const shop = 'demo-shop.myshopify.com';
const products = [
  {id: 'gid://shopify/Product/1', title: 'Low Tide', handle: 'low-tide', vendor: 'Wick', productType: 'Candle', image: '/a.svg', variants: [
    {id: 'gid://shopify/ProductVariant/11', title: 'Small', price: '120.00'}, {id: 'gid://shopify/ProductVariant/12', title: 'Large', price: '220.00'},
  ]},
  {id: 'gid://shopify/Product/2', title: 'First Light', handle: 'first-light', variants: [{id: 'gid://shopify/ProductVariant/21', title: 'Default Title', price: '90.00'}]},
];
const detail = {granted: ['read_products'], required: ['read_products'], optional: ['read_orders']};

let sandbox: Site;
let shopify: any;
const links = pair();
const {told} = links;

// One document plays both parts, so the app's fetch stays as it is; what App
// Bridge makes of it is tested by itself.
beforeAll(async () => {
  sandbox = await new Site(({path, method, body}) => {
    if (path === '/_sandbox/tokens') return {body: {token: token(60)}};
    if (path.startsWith('/_sandbox/catalogue')) {
      const query = new URL(path, 'http://x').searchParams.get('query')!.toLowerCase();
      return {body: {items: products.filter((one) => one.title.toLowerCase().includes(query))}};
    }
    if (path.startsWith('/_sandbox/scopes') && method === 'GET') return {body: detail};
    if (path === '/_sandbox/scopes') {
      const {grant = [], revoke = []} = JSON.parse(body) as {grant?: string[]; revoke?: string[]};
      if (revoke.includes('read_products')) return {status: 422, body: {error: 'read_products is required'}};
      return {body: {...detail, granted: [...detail.granted, ...grant]}};
    }
    if (path.startsWith('/_sandbox/extensions')) return {body: {extensions: [{handle: 'thank-you', type: 'ui_extension', activations: [{target: 'purchase.thank-you.block.render'}]}]}};
    return {body: {ok: true}};
  }).start();
  vi.stubGlobal('fetch', pageFetch(sandbox));
  history.replaceState(null, '', `/surveys?shop=${shop}&host=aG9zdA&locale=sv`);
  document.head.innerHTML = '<meta name="shopify-api-key" content="key"><meta name="shopify-disabled-features" content="auto-redirect, fetch"><title>Surveys</title>';
  document.body.innerHTML = `
    <div id="askwell-frame" data-shop="${shop}" data-path=""></div><nav id="askwell-nav"></nav>
    <s-app-nav><s-link href="/" rel="home">Home</s-link><s-link href="/surveys">Surveys</s-link><s-link href="/surveys/archive">Archive</s-link></s-app-nav>`;
  admin(document.querySelector('#askwell-frame')!, links.frame);
  shopify = bridge(links.app, 'http://shop.test');
});

beforeEach(() => {
  told.length = 0;
  sandbox.asked.length = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const left of document.querySelectorAll('.host-toast, .host-dialog, ui-title-bar')) left.remove();
});

afterAll(() => sandbox.stop());

const say = (selector: string) => document.querySelector(selector)?.textContent?.trim();
const press = (label: string, within = 'body') =>
  [...document.querySelectorAll<HTMLButtonElement>(`${within} button`)].find((one) => one.textContent === label)!.click();
const dialog = () => until(() => document.querySelector('.host-dialog'));

test('the app knows where it is', () => {
  expect(shopify.config).toMatchObject({apiKey: 'key', shop, host: 'aG9zdA', locale: 'sv', disabledFeatures: ['auto-redirect', 'fetch']});
  expect(shopify.origin).toBe('http://shop.test');
  expect(shopify.environment).toMatchObject({mobile: false, pos: false, intent: false});
});

test('a token is the sandbox’s, and kept', async () => {
  const first = await shopify.idToken();
  expect(await shopify.idToken()).toBe(first);
  expect(sandbox.of('/_sandbox/tokens')).toEqual([{shop, kind: 'admin'}]);
});

test('a toast is shown, acted on, dismissed and hidden', async () => {
  const onAction = vi.fn();
  const onDismiss = vi.fn();
  shopify.toast.show('Saved', {action: 'Undo', onAction});
  await until(() => say('.host-toast span') === 'Saved');
  press('Undo', '.host-toast');
  await until(() => onAction.mock.calls.length === 1);
  const id = shopify.toast.show('Failed', {isError: true, onDismiss});
  await until(() => document.querySelector('.host-toast.error'));
  document.querySelector<HTMLButtonElement>('.host-toast [aria-label=Dismiss]')!.click();
  await until(() => onDismiss.mock.calls.length === 1);
  expect(typeof id).toBe('string');
  const last = shopify.toast.show('Going');
  await until(() => say('.host-toast span') === 'Going');
  shopify.toast.hide(last);
  await until(() => !document.querySelector('.host-toast'));
});

test('the app’s links are the frame’s navigation, and the current one is marked', async () => {
  const links = () => [...document.querySelectorAll('#askwell-nav a')].map((one) => `${one.textContent}${one.ariaCurrent ?? one.getAttribute('aria-current') ?? ''}`);
  await until(() => links().length === 2);
  expect(links()).toEqual(['Surveyspage', 'Archive']);
  history.pushState(null, '', '/surveys/archive/3');
  await until(() => links()[1] === 'Archivepage');
  expect(links()[0]).toBe('Surveys');
  history.pushState(null, '', '/surveys');
  await until(() => links()[0] === 'Surveyspage');
});

test('the frame’s address follows the app, whichever way it goes', async () => {
  const at = (path: string) => told.some((message) => message.type === 'location' && message.path === path);
  history.pushState(null, '', '/responses');
  await until(() => at('/responses'));
  history.replaceState(null, '', '/responses/4');
  await until(() => at('/responses/4'));
  history.back();
  await until(() => location.pathname === '/surveys' && told.filter((message) => message.type === 'location').at(-1)!.path === '/surveys');
});

test('the frame’s address is the app’s place below its own', () => {
  const frame = document.createElement('div');
  frame.dataset['path'] = '/admin/apps/askwell';
  const replaced = vi.spyOn(history, 'replaceState').mockImplementation(() => {});
  new Place(frame, {tell: () => {}}).location('/responses', 'Responses');
  expect(replaced).toHaveBeenCalledWith(null, '', `/admin/apps/askwell/responses${location.search}`);
  expect(document.title).toBe('Responses');
});

test('a press in the navigation goes to the app’s router', async () => {
  const heard = vi.fn((event: Event) => (event.target as Element).getAttribute('href'));
  document.addEventListener('shopify:navigate', heard, {once: true});
  await until(() => document.querySelector('#askwell-nav a[href="/surveys/archive"]'));
  document.querySelector<HTMLElement>('#askwell-nav a[href="/surveys/archive"]')!.click();
  await until(() => heard.mock.calls.length === 1);
  expect(heard.mock.results[0]!.value).toBe('/surveys/archive');
});

test('an older navigation menu is read as well, and its links are clicked', async () => {
  document.body.insertAdjacentHTML('beforeend', '<ui-nav-menu><a href="/old">Old</a></ui-nav-menu>');
  await until(() => document.querySelector('#askwell-nav a[href="/old"]'));
  const clicked = vi.fn((event: Event) => event.preventDefault());
  document.querySelector('ui-nav-menu a')!.addEventListener('click', clicked);
  document.querySelector<HTMLElement>('#askwell-nav a[href="/old"]')!.click();
  await until(() => clicked.mock.calls.length === 1);
  document.querySelector('ui-nav-menu')!.remove();
});

test('the title bar shows the app’s title and presses its buttons', async () => {
  const pressed = vi.fn();
  document.body.insertAdjacentHTML('beforeend', '<ui-title-bar title="Edit"><button variant="primary">Publish</button><button tone="critical" disabled>Delete</button></ui-title-bar>');
  document.querySelector('ui-title-bar button')!.addEventListener('click', pressed);
  await until(() => say('.host-title-bar strong') === 'Edit');
  expect(document.querySelector<HTMLButtonElement>('.host-title-bar .critical')!.disabled).toBe(true);
  press('Publish', '.host-title-bar');
  await until(() => pressed.mock.calls.length === 1);
});

test('pages of the admin open around the app', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {}); // jsdom goes nowhere, and says so
  document.body.insertAdjacentHTML('beforeend', '<a id="out" href="shopify:admin/customers/1">Ada</a>');
  document.querySelector<HTMLElement>('#out')!.click();
  open('shopify://admin/products', '_blank');
  expect(told.filter(({type}) => type === 'open')).toEqual([
    {type: 'open', path: '/customers/1', target: ''}, {type: 'open', path: '/products', target: '_blank'},
  ]);
  await new Promise((resolve) => setTimeout(resolve));
});

test('scopes are told, granted by the merchant, declined, and given back', async () => {
  expect(await shopify.scopes.query()).toEqual(detail);
  const wanted = shopify.scopes.request(['read_orders']);
  await dialog();
  expect(say('.host-dialog .body')).toContain('View orders');
  press('Allow');
  expect(await wanted).toMatchObject({result: 'granted-all', detail: {granted: ['read_products', 'read_orders']}});
  const again = shopify.scopes.request(['read_orders']);
  await dialog();
  press('Decline');
  expect(await again).toEqual({result: 'declined-all', detail});
  expect(await shopify.scopes.request(['read_products'])).toEqual({result: 'granted-all', detail}); // nothing to ask for
  await expect(shopify.scopes.request(['write_themes'])).rejects.toThrow('does not name as optional: write_themes');
  await expect(shopify.scopes.revoke(['read_products'])).rejects.toThrow('read_products is required');
  expect(await shopify.scopes.revoke(['read_orders'])).toEqual({detail});
});

test('the app’s extensions are told as App Bridge tells them', async () => {
  expect(await shopify.app.extensions()).toEqual([{handle: 'thank-you', type: 'ui_extension', activations: [{target: 'purchase.thank-you.block.render'}]}]);
});

test('a review is asked for once', async () => {
  expect(await shopify.reviews.request()).toMatchObject({success: true, code: 'success'});
  expect(await shopify.reviews.request()).toMatchObject({success: false, code: 'cooldown-period'});
});

test('what the sandbox lacks says so', async () => {
  expect(() => shopify.pos).toThrow('not implemented in the sandbox: shopify.pos');
  expect(() => shopify.tools.register()).toThrow('not implemented in the sandbox: shopify.tools');
  await expect(shopify.scanner.capture()).rejects.toThrow('not implemented in the sandbox: shopify.scanner.capture');
  await expect(shopify.intents.invoke('create:shopify/Product')).rejects.toThrow('not implemented in the sandbox: shopify.intents.invoke');
  await expect(shopify.support.registerHandler(null)).rejects.toThrow('not implemented in the sandbox');
  await expect(shopify.shopifyQL.available()).rejects.toThrow('not implemented in the sandbox');
});

test('the loading bar comes and goes', async () => {
  shopify.loading(true);
  await until(() => document.querySelector('.host-loading'));
  shopify.loading(false);
  await until(() => !document.querySelector('.host-loading'));
});

const tick = (name: string) => {
  const label = [...document.querySelectorAll('.host-rows label')].find((one) => one.querySelector('.name')?.textContent === name)!;
  label.querySelector('input')!.click();
};
const names = () => [...document.querySelectorAll('.host-rows .name')].map((one) => one.textContent);

test('the resource picker gives products with their variants', async () => {
  const picked = shopify.resourcePicker({type: 'product', multiple: true});
  await until(() => names().length === 4);
  expect(names()).toEqual(['Low Tide', 'Small', 'Large', 'First Light']);
  tick('Low Tide');
  tick('Small'); // all but this one
  tick('First Light');
  expect(say('.host-dialog .note')).toBe('2 selected');
  press('Add');
  const selection = await picked;
  expect(selection.selection).toBe(selection);
  expect(selection).toMatchObject([
    {id: 'gid://shopify/Product/1', title: 'Low Tide', handle: 'low-tide', hasOnlyDefaultVariant: false, totalVariants: 2, images: [{originalSrc: '/a.svg'}],
      variants: [{id: 'gid://shopify/ProductVariant/12', displayName: 'Low Tide - Large', price: '220.00'}]},
    {id: 'gid://shopify/Product/2', hasOnlyDefaultVariant: true, variants: [{displayName: 'First Light'}]},
  ]);
});

test('the resource picker searches, keeps what was chosen, and is cancelled', async () => {
  const picked = shopify.resourcePicker({type: 'product', action: 'select', multiple: 1, query: 'tide', selectionIds: [{id: 'gid://shopify/Product/2'}]});
  await until(() => names()[0] === 'Low Tide');
  const search = document.querySelector<HTMLInputElement>('.host-search')!;
  expect(search.value).toBe('tide');
  search.value = 'light';
  search.dispatchEvent(new Event('input'));
  await until(() => names()[0] === 'First Light');
  expect(document.querySelector<HTMLInputElement>('.host-rows input')!.checked).toBe(true);
  press('Select');
  expect(await picked).toMatchObject([{id: 'gid://shopify/Product/2'}]);
  const left = shopify.resourcePicker({type: 'collection'});
  await dialog();
  press('Cancel');
  expect(await left).toBeUndefined();
});

test('the resource picker gives variants, no more than allowed', async () => {
  const picked = shopify.resourcePicker({type: 'variant', multiple: 2, selectionIds: [{id: 'gid://shopify/ProductVariant/11'}]});
  await until(() => names().length === 4);
  tick('First Light');
  expect([...document.querySelectorAll<HTMLInputElement>('.host-rows input')].map((one) => one.disabled)).toEqual([false, false, true, false]);
  press('Add');
  expect(await picked).toMatchObject([
    {id: 'gid://shopify/ProductVariant/11', displayName: 'Low Tide - Small', product: {title: 'Low Tide'}}, {id: 'gid://shopify/ProductVariant/21'},
  ]);
  await expect(shopify.resourcePicker({type: 'customer'})).rejects.toThrow('not implemented in the sandbox: shopify.resourcePicker for customer');
});

test('the picker chooses among the app’s own', async () => {
  const {selected} = await shopify.picker({heading: 'Templates', items: [{id: 'a', heading: 'Plain', data: [1]}, {id: 'b', heading: 'Fancy', disabled: true}]});
  await dialog();
  tick('Plain');
  press('Select');
  expect(await selected).toEqual(['a']);
});

test('of an app that says nothing the merchant is told', () => {
  vi.useFakeTimers();
  const mute = document.createElement('div');
  mute.innerHTML = '<div><iframe title="Askwell" src="http://app.test/x"></iframe></div>';
  document.body.append(mute);
  const {app, frame} = pair();
  admin(mute.firstElementChild as HTMLElement, frame);
  vi.advanceTimersByTime(5_900);
  expect(say('.host-silent')).toBeUndefined();
  vi.advanceTimersByTime(200);
  expect(say('.host-silent')).toContain('Askwell does not answer. It should be running at http://app.test');
  vi.useRealTimers();
  app.tell({type: 'loading', on: false});
  return until(() => !document.querySelector('.host-silent')).finally(() => mute.remove());
});
