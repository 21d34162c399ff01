// Answers that have to wait: kept for as long as a shopper may be away, sent once each
// and in order, whatever becomes of the pages.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { published } from './published.ts';
import { Server } from './server.ts';
import { leave, load, type Page, start } from './theme.ts';

let server: Server;
let page: Page;
beforeEach(async () => {
  server = new Server();
  await server.start();
  page = { published: { ...published, proxy_path: `${server.url}/apps/askwell` } };
  localStorage.clear();
});
afterEach(async () => {
  leave();
  document.body.innerHTML = '';
  vi.restoreAllMocks();
  await server.stop();
});

const NOW = Date.now();
const names = () => Object.keys(localStorage).filter((name) => name.startsWith('askwell:queue'));
/** Keeps n answers, a second apart, in no order. */
const keep = (n: number) => {
  for (let i = n; i-- > 0; ) localStorage[`askwell:queue${NOW - (n - i) * 1000}${i}`] = JSON.stringify({ url: `${server.url}/x`, body: { id: `${i}` } });
};
const ids = () => server.received.map(({ body }) => body.id);
const inOrder = (n: number) => Array.from({ length: n }, (_, i) => `${i}`);
const empty = () => vi.waitFor(() => expect(names()).toEqual([]), 30_000);

test('a thousand answers kept through a cut are sent once each and in order, by two tabs at once', async () => {
  keep(1000);
  await load(page);
  await start({ tab: 'other' });
  window.dispatchEvent(new Event('online'));
  await empty();
  expect(ids()).toEqual(inOrder(1000));
}, 60_000);

test('a page that is closed in the middle leaves the rest to the next', async () => {
  keep(30);
  server.answer = () => (server.received.length === 10 ? { status: 503, body: {} } : undefined);
  await load(page);
  await vi.waitFor(() => expect(server.received).toHaveLength(10));
  server.answer = () => undefined;
  await load(page);
  await empty();
  expect(ids()).toEqual([...inOrder(10), ...inOrder(30).slice(9)]);
});

test('one that the server cannot take does not hold up the others for long', async () => {
  keep(3);
  server.answer = ({ body }) => (body.id === '0' ? { status: 500, body: {} } : undefined);
  await load(page);
  for (let tries = 0; tries < 3; tries++) window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(ids()).toEqual(['0', '0', '0', '0', '1', '2']));
  expect(names()).toHaveLength(1);
});

test('what another tab keeps in the meantime is kept', async () => {
  await server.stop();
  await load(page);
  document.querySelector<HTMLInputElement>('[value=podcast]')!.click();
  keep(1);
  document.querySelector<HTMLElement>('.askwell-send')!.click();
  await vi.waitFor(() => expect(names()).toHaveLength(2));
});

test('an answer that no longer fits is not said to be kept', async () => {
  keep(1000);
  await server.stop();
  await load(page);
  document.querySelector<HTMLInputElement>('[value=podcast]')!.click();
  document.querySelector<HTMLElement>('.askwell-send')!.click();
  await vi.waitFor(() => expect(document.querySelector('[data-key=source] .askwell-error')!.textContent).toMatch(/could not take your answer/));
  expect([names().length, document.querySelector('form')!.hidden]).toEqual([1000, false]);
});

test('tries again by itself after a while', async () => {
  keep(1);
  server.answer = () => (server.received.length === 1 ? { status: 503, body: {} } : undefined);
  await load(page);
  await empty();
  expect(ids()).toEqual(['0', '0']);
});
