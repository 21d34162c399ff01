import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {adminQuery, isAdminApi} from '../../src/host/direct';
import {resolve} from '../../src/host/extension/navigation';
import {pageFetch, Site} from './sandbox';

let sandbox: Site;
let answer: {status?: number; body: unknown};

beforeEach(async () => {
  sandbox = await new Site(() => answer).start();
  vi.stubGlobal('fetch', pageFetch(sandbox));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await sandbox.stop();
});

test('an admin extension asks the Admin API as the app of its shop', async () => {
  answer = {body: {data: {shop: {name: 'Demo'}}, extensions: {cost: {}}}};
  expect(await adminQuery('demo-shop.myshopify.com')('query($id: ID!) {shop{name}}', {variables: {id: 'x'}})).toEqual({data: {shop: {name: 'Demo'}}});
  expect(sandbox.of('/_sandbox/direct?shop=demo-shop.myshopify.com')).toEqual([{query: 'query($id: ID!) {shop{name}}', variables: {id: 'x'}}]);
});

test('what is refused before GraphQL comes back as an error as well', async () => {
  answer = {status: 401, body: {errors: 'The app is not installed'}};
  expect(await adminQuery('demo-shop.myshopify.com')('{shop{name}}')).toEqual({errors: [{message: 'The app is not installed'}]});
});

test('the Admin API is known by its address, with and without a version', () => {
  for (const address of ['shopify:admin/api/graphql.json', 'shopify:admin/api/2026-07/graphql.json', 'shopify://admin/api/graphql.json']) expect(isAdminApi(address)).toBe(true);
  for (const address of ['shopify:customer-account/api/graphql.json', 'https://admin/api/graphql.json', 'shopify:admin/products']) expect(isAdminApi(address)).toBe(false);
});

test('a link to the app leads to where the admin shows it', () => {
  expect(resolve('app:responses', {appPath: '/admin/apps/askwell'})).toBe('/admin/apps/askwell/responses');
  expect(resolve('app:', {appPath: '/admin/apps/askwell'})).toBe('/admin/apps/askwell');
  expect(() => resolve('app:responses', {})).toThrow('not implemented in the sandbox: app:responses outside the admin');
});
