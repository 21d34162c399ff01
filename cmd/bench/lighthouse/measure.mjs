// Asks Lighthouse for the performance of the sandbox's product page with our blocks
// and without them, in turns, and compares the medians. One run says little: the two
// pages are measured side by side, so that the machine weighs on both alike.
//
//   node measure.mjs <askwell binary> [rounds]

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';

const MOST = 1; // points of performance our blocks may cost
const PAGE = '/products/low-tide';
const EDITOR = '/admin/themes/current/editor';
const ROOT = fileURLToPath(new URL('../../..', import.meta.url)); // where the sandbox finds the app's manifest
const [program, rounds = '5'] = process.argv.slice(2);
const binary = resolve(program);

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** Starts the app and its sandbox shop, and waits until the page is there. */
async function startShop() {
  const [app, shop] = [await freePort(), await freePort()];
  const child = spawn(binary, ['sandbox', '--app-addr', `127.0.0.1:${app}`, '--shop-addr', `127.0.0.1:${shop}`], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://127.0.0.1:${shop}`;
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const page = await fetch(origin + PAGE).catch(() => undefined);
    if (page?.ok && (await page.text()).includes('data-askwell')) return { origin, app: `http://127.0.0.1:${app}`, stop: () => child.kill() };
    await new Promise((later) => setTimeout(later, 200));
  }
  child.kill();
  throw new Error('the sandbox shop never showed a block');
}

/** Publishes what the corner card asks, so that the page has every kind of block a product page can have. */
async function publishCard({ origin, app }) {
  const post = (url, body, token) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
  const { token } = await (await post(`${origin}/_sandbox/tokens`, { kind: 'admin' })).json();
  const published = await post(`${app}/api/v1/templates/found-it`, {}, token);
  if (!published.ok) throw new Error(`the corner card: ${await published.text()}`);
  for (let tries = 0; tries < 100; tries++) {
    if ((await (await fetch(origin + PAGE)).text()).includes('data-prompt')) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('the corner card is not on the page');
}

const arrange = (origin, form) =>
  fetch(origin + EDITOR, { method: 'POST', redirect: 'manual', headers: { origin }, body: new URLSearchParams(form) });

/** Takes our blocks off the page as a merchant would, or puts back what was there. */
async function place({ origin }, wanted) {
  for (const template of ['product', '*']) {
    const editor = await (await fetch(`${origin}${EDITOR}?template=${encodeURIComponent(template)}`)).text();
    const standing = editor.match(/value="remove"/g)?.length ?? 0;
    for (let n = 0; n < standing; n++) await arrange(origin, { template, at: '0', do: 'remove' });
  }
  if (wanted) {
    await arrange(origin, { template: 'product', block: 'question', do: 'add' });
    await arrange(origin, { template: '*', block: 'prompt', do: 'add' });
  }
  const drawn = (await (await fetch(origin + PAGE)).text()).includes('data-askwell');
  if (drawn !== wanted) throw new Error(`the page ${drawn ? 'still has' : 'lacks'} our blocks`);
}

async function measure(url, port) {
  const { lhr } = await lighthouse(url, { port, onlyCategories: ['performance'], output: 'json', logLevel: 'silent' });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const value = (id) => lhr.audits[id].numericValue;
  return {
    score: 100 * lhr.categories.performance.score, lcp: value('largest-contentful-paint'), tbt: value('total-blocking-time'), cls: value('cumulative-layout-shift'),
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The medians of what was measured, fit to be printed. */
function summary(runs) {
  const of = (name) => median(runs.map((run) => run[name]));
  return { performance: Number(of('score').toFixed(1)), 'LCP ms': Math.round(of('lcp')), 'TBT ms': Math.round(of('tbt')), CLS: Number(of('cls').toFixed(4)), runs: runs.map(({ score }) => Math.round(score)).join(' ') };
}

const chromePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const shop = await startShop();
const chrome = await launcher.launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
let costs = Number.NaN;
try {
  await publishCard(shop);
  const runs = { without: [], with: [] };
  for (let round = 0; round < Number(rounds); round++) {
    // Which goes first alternates: whatever warms up does not favour one.
    for (const wanted of round % 2 ? [true, false] : [false, true]) {
      await place(shop, wanted);
      runs[wanted ? 'with' : 'without'].push(await measure(shop.origin + PAGE, chrome.port));
    }
  }
  const [without, having] = [summary(runs.without), summary(runs.with)];
  console.table({ without, with: having });
  costs = without.performance - having.performance;
  console.log(`Our blocks cost ${costs.toFixed(1)} points of performance, and ${MOST} is the most; layout shift they add: ${(having.CLS - without.CLS).toFixed(4)}.`);
} finally {
  await chrome.kill();
  shop.stop();
}
process.exitCode = costs <= MOST ? 0 : 1;
