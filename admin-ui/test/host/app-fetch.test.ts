// window.fetch as App Bridge leaves it.

import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {appFetch} from '../../src/host/bridge/fetch';
import type {Call} from '../../src/host/ledger';
import {Tokens} from '../../src/host/tokens';
import {Site, token, until} from './sandbox';

let app: Site;
let other: Site;
let told: Call[];
let asked: string[];
let minted = 0;
let tokens: Tokens;
let send: typeof fetch;

beforeEach(async () => {
  app = await new Site(({path}) => {
    if (path === '/stale') return {status: 401, headers: {'X-Shopify-Retry-Invalid-Session-Request': '1'}};
    return path === '/closed' ? {status: 401} : {body: {ok: true}};
  }).start();
  other = await new Site(() => ({})).start();
  told = [];
  minted = 0;
  tokens = new Tokens(async () => token(60, `t${++minted}`));
  asked = [];
  send = appFetch(fetch, tokens, [app.origin], (call) => told.push(call), async (body) => (asked.push(body), {status: 200, body: '{"data":{}}'}));
});

afterEach(() => Promise.all([app.stop(), other.stop()]));

test('a request to the app carries a token and is told', async () => {
  const answer = await send(`${app.origin}/api/v1/status?x=1`);
  expect(await answer.json()).toEqual({ok: true});
  expect(app.asked[0]!.headers.authorization).toBe(`Bearer ${await tokens.get()}`);
  await until(() => told.length === 2);
  expect(told[0]).toMatchObject({call: told[1]!.call, busy: true, method: 'GET', path: '/api/v1/status?x=1'});
  expect(told[1]).toMatchObject({method: 'GET', path: '/api/v1/status?x=1', status: 200, request: '', answer: '{"ok":true}'});
});

test('the Admin API is asked by the frame, whatever its version', async () => {
  for (const path of ['shopify:admin/api/graphql.json', 'shopify:admin/api/2026-10/graphql.json']) {
    const answer = await send(path, {method: 'POST', body: '{"query":"{ shop { name } }"}'});
    expect(await answer.json()).toEqual({data: {}});
  }
  expect(asked).toEqual(['{"query":"{ shop { name } }"}', '{"query":"{ shop { name } }"}']);
  expect(told).toEqual([]);
});

test('a request to somebody else does not', async () => {
  await send(`${other.origin}/x`);
  expect(other.asked[0]!.headers.authorization).toBeUndefined();
  expect(told).toEqual([]);
});

test('a refused token is replaced once, and the body sent again', async () => {
  expect((await send(`${app.origin}/stale`, {method: 'POST', body: 'again'})).status).toBe(401);
  expect(app.asked.map(({body}) => body)).toEqual(['again', 'again']);
  expect(new Set(app.asked.map(({headers}) => headers.authorization)).size).toBe(2);
});

test('a refusal without the header is final', async () => {
  await send(`${app.origin}/closed`);
  expect(app.asked).toHaveLength(1);
});

test('a token the app sets itself is left alone, and the next one is fresh', async () => {
  const before = await tokens.get();
  await send(`${app.origin}/stale`, {headers: {Authorization: `Bearer ${before}`}});
  expect(app.asked.map(({headers}) => headers.authorization)).toEqual([`Bearer ${before}`]);
  expect(await tokens.get()).not.toBe(before);
});

test('a token is fetched once for many, and anew when it is old', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const [one, two] = await Promise.all([tokens.get(), tokens.get()]);
  expect(one).toBe(two);
  now.mockReturnValue(54_900);
  expect(await tokens.get()).toBe(one);
  now.mockReturnValue(55_100);
  expect(await tokens.get()).not.toBe(one);
  now.mockRestore();
});

test('a token that cannot be had is asked for again', async () => {
  let tries = 0;
  const broken = new Tokens(async () => {
    if (++tries === 1) throw new Error('the token endpoint answered 500');
    return token(60);
  });
  await expect(broken.get()).rejects.toThrow('answered 500');
  expect(await broken.get()).toContain('h.');
});

test('what the sandbox does not speak is refused in words', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const answer = await send('shopify:admin/api/2026-07/customers.json', {method: 'POST', body: '{}'});
  expect(answer.status).toBe(501);
  vi.restoreAllMocks();
});
