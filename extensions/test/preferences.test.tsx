/// <reference types="@shopify/ui-extensions/customer-account.page.render" />

import { getExtension } from '@shopify/ui-extensions-tester';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Erasure } from '../preferences/src/reply.ts';
import type { Change, Item, Known } from '../shared/preferences.ts';
import { attribute, choose, element, leave, settle, storageIn, texts, type } from './form.ts';

const extension = getExtension('customer-account.page.render', { configSearchDir: `${import.meta.dirname}/../preferences` });

const use = { key: 'personalisation', title: 'Personalisation', basis: 'legitimate_interest' as const };
const news = { key: 'marketing', title: 'Marketing', basis: 'consent' as const };

const question = (key: string, kind: string, more: Partial<Item> = {}): Item => ({ key, type: kind, prompt: `${key}?`, asked: true, purpose: use, ...more });
const answer = (value: never, words: string[], more = {}) =>
  ({ value, words, since: '2026-11-01T00:00:00Z', freshness: 'fresh' as const, written: [], withheld: [], ...more });

/** What is known of her, which a test may change before the page is drawn. */
function world(): Known {
  return {
    locale: 'sv',
    sections: [
      {
        key: 'interests',
        questions: [
          question('roast', 'single_choice', {
            why: 'To pack it.',
            options: [{ key: 'light', label: 'Light' }, { key: 'dark', label: 'Dark' }],
            answer: answer('light' as never, ['Light'], {
              written: [{ destination: 'shopify', as: 'tag', at: '2026-11-02T00:00:00Z' }],
              withheld: [{ destination: 'klaviyo-2', reason: 'you said no', since: '2026-11-02T00:00:00Z' }],
            }),
          }),
          question('wish', 'text'),
          question('skin', 'single_choice', { sensitive: true, needs: 'health', options: [{ key: 'dry', label: 'Dry' }] }),
        ],
      },
      { key: 'consents', questions: [question('health', 'consent', { purpose: { key: 'care' } }), question('mail', 'consent', { channel: 'email', purpose: news })] },
    ],
    consents: [
      { channel: 'personalisation', purpose: use, ask: 'Demo may choose for me.' },
      { channel: 'email', purpose: news, ask: 'Demo may email me.' },
      { channel: 'sms', purpose: news, ask: 'Demo may text me.', state: 'withdrawn', since: '2026-11-03T00:00:00Z' },
    ],
    conflicts: [],
    rewards: [{ reward: 'welcome', code: 'TEN', promised_at: '2026-11-04T00:00:00Z' }],
    counts: { answers: 1, open: 3 },
  };
}

interface Call {
  method: string;
  path: string;
  body: { id: string } & Change;
}
let known: Known;
let calls: Call[];
let kept: Map<string, unknown>;
/** What the server says; undefined for its usual answer. */
let reply: (call: Call) => Response | undefined;

/** The page she opens, and the shop behind it. */
function host() {
  extension.setUp();
  extension.fetch = (async (url: string, init: { method?: string; body?: string; headers: Record<string, string> }) => {
    if (url.startsWith('shopify:')) return Response.json({ data: { shop: { metafield: { value: '{"app_url":"https://app.example","surveys":[]}' } } } });
    expect(init.headers['Authorization']).toBe('Bearer token');
    const call = { method: init.method ?? 'GET', path: url.replace('https://app.example/storefront/v1/', ''), body: JSON.parse(init.body ?? '{}') as Call['body'] };
    calls.push(call);
    return reply(call) ?? Response.json(known);
  }) as unknown as typeof fetch;
  extension.shopify.sessionToken.get = async () => 'token';
  extension.shopify.localization.language.value = { isoCode: 'sv-SE' };
  extension.shopify.i18n.formatDate = (date: Date) => date.toISOString().slice(0, 10);
  extension.shopify.storage = storageIn(kept) as typeof extension.shopify.storage;
}

beforeEach(() => {
  known = world();
  calls = [];
  kept = new Map();
  reply = () => undefined;
  host();
});

afterEach(() => leave(extension));

async function open() {
  await extension.render();
  await vi.waitFor(() => element('s-progress'));
}

const changes = () => calls.filter(({ method }) => method === 'PUT').map(({ body: { set, clear, consents, snooze, wake } }) => ({ set, clear, consents, snooze, wake }));

const at = (key: string) => element(`#question-${key}`);

/** Unfolds a question; its form is drawn then. */
async function unfold(key: string) {
  at(key).querySelector('s-details')!.dispatchEvent(new Event('toggle'));
  await settle();
}

async function press(words: string, within: Element = document.body) {
  const button = [...within.querySelectorAll('s-button')].find(({ textContent }) => textContent === words);
  if (!button) throw new Error(`no ${words} in ${within.innerHTML}`);
  button.dispatchEvent(new Event('click'));
  await settle();
}

const send = async (key: string) => {
  at(key).querySelector('s-form')!.dispatchEvent(new Event('submit'));
  await settle();
};

test('she sees what she said, since when, where it went and where it did not', async () => {
  await open();
  expect(calls).toEqual([{ method: 'GET', path: 'preferences?locale=sv-SE', body: {} }]);
  expect(attribute('s-progress', 'value')).toBe('1');
  expect(attribute('s-progress', 'max')).toBe('4');
  expect(at('roast').textContent).toContain('Light');
  await unfold('roast');
  expect(texts('#question-roast s-list-item')).toEqual(['as_tag', 'kept_from']);
  expect(texts('s-text')).toContain('TEN');
});

test('she changes an answer, and takes that back', async () => {
  await open();
  await unfold('roast');
  await choose('roast', 'dark');
  await send('roast');
  expect(changes()).toEqual([{ set: { roast: 'dark' } }]);
  await vi.waitFor(() => expect(at('roast').textContent).toContain('saved'));
  await press('undo', at('roast'));
  expect(changes()[1]).toEqual({ set: { roast: 'light' }, clear: [] });
  await vi.waitFor(() => expect(at('roast').textContent).toContain('undone'));
});

test('a first answer is undone by taking it back, and an empty one is not sent', async () => {
  await open();
  await unfold('wish');
  await send('wish');
  expect(attribute('[name=wish]', 'error')).toBe('required');
  expect(changes()).toEqual([]);
  await type('wish', ' Blue socks ');
  await send('wish');
  await vi.waitFor(() => expect(at('wish').textContent).toContain('saved'));
  await press('undo', at('wish'));
  expect(changes()).toEqual([{ set: { wish: 'Blue socks' } }, { set: {}, clear: ['wish'] }]);
});

test('she takes an answer back, puts a question off, and says that one still holds', async () => {
  known.sections[0]!.questions[0]!.answer!.freshness = 'stale';
  await open();
  await press('confirm', at('roast'));
  await unfold('roast');
  await press('clear', at('roast'));
  await unfold('wish');
  await press('not_now', at('wish'));
  await press('never', at('wish'));
  await vi.waitFor(() =>
    expect(changes()).toEqual([
      { set: { roast: 'light' } },
      { clear: ['roast'] },
      { snooze: [{ question: 'wish', never: false }] },
      { snooze: [{ question: 'wish', never: true }] },
    ]),
  );
});

test('what she put off she is asked again, when she says so', async () => {
  const [, wish] = known.sections[0]!.questions;
  await open();
  await unfold('wish');
  reply = ({ method }) => {
    if (method === 'PUT') wish!.snoozed = { never: true };
    return undefined;
  };
  await press('never', at('wish'));
  await vi.waitFor(() => expect(at('wish').textContent).toContain('never_again'));
  expect(at('wish').textContent).not.toContain('not_now');
  reply = ({ method }) => {
    if (method === 'PUT') delete wish!.snoozed;
    return undefined;
  };
  await press('undo', at('wish'));
  await vi.waitFor(() => expect(at('wish').textContent).not.toContain('never_again'));
  expect(changes()).toEqual([{ snooze: [{ question: 'wish', never: true }] }, { wake: ['wish'] }]);
});

test('a question that stands put off has a button, which is undone as it stood', async () => {
  known.sections[0]!.questions[1]!.snoozed = { until: '2026-12-06T00:00:00Z' };
  await open();
  expect(at('wish').textContent).toContain('not_before');
  await press('wake', at('wish'));
  await press('undo', at('wish'));
  await vi.waitFor(() => expect(changes()).toEqual([{ wake: ['wish'] }, { snooze: [{ question: 'wish', never: false }] }]));
});

test('what is sensitive is only sent with the consent that it needs', async () => {
  await open();
  await unfold('skin');
  await choose('skin', 'dry');
  await send('skin');
  expect(changes()).toEqual([]);
  const box = at('skin').querySelector('s-checkbox')!;
  Object.assign(box, { checked: true });
  box.dispatchEvent(new Event('change'));
  await settle();
  await send('skin');
  expect(changes()).toEqual([{ set: { health: true, skin: 'dry' } }]);
});

async function turn(name: string, checked: boolean) {
  const at = element(`s-switch[name="${name}"]`);
  Object.assign(at, { checked });
  at.dispatchEvent(new Event('change'));
  await settle();
}

test('she consents in the words of the shop’s question, and else in ours', async () => {
  await open();
  expect(attribute('s-switch[name="personalisation/personalisation"]', 'checked')).toBe('true');
  expect(attribute('s-switch[name="sms/marketing"]', 'checked')).toBeNull();
  expect(attribute('s-switch[name="email/marketing"]', 'label')).toBe('mail?');
  await turn('email/marketing', true);
  await turn('sms/marketing', true);
  expect(changes()).toEqual([{ set: { mail: true } }, { consents: [{ channel: 'sms', purpose: 'marketing', granted: true, wording: 'Demo may text me.' }] }]);
});

test('what she prefers and has forbidden is resolved by one press', async () => {
  known.conflicts = [{ question: 'way', channel: 'sms', purpose: 'marketing' }];
  await open();
  await press('allow');
  expect(changes()).toEqual([{ consents: [{ channel: 'sms', purpose: 'marketing', granted: true, wording: 'Demo may text me.' }] }]);
});

test('what cannot be saved is said, and sent again under its own id', async () => {
  await open();
  await unfold('wish');
  await type('wish', 'Socks');
  reply = ({ method }) => (method === 'PUT' ? Response.json({}, { status: 503 }) : undefined);
  await send('wish');
  await vi.waitFor(() => expect(at('wish').querySelector('s-banner')?.textContent).toContain('failed'));
  reply = () => undefined;
  await press('retry', at('wish'));
  await vi.waitFor(() => expect(at('wish').textContent).toContain('saved'));
  expect(new Set(calls.flatMap(({ method, body }) => (method === 'PUT' ? body.id : []))).size).toBe(1);
});

test('what the server refuses is said at the field', async () => {
  await open();
  await unfold('wish');
  await type('wish', 'Socks');
  reply = ({ method }) => (method === 'PUT' ? Response.json({ errors: [{ field: 'set.wish', code: 'too_long' }] }, { status: 422 }) : undefined);
  await send('wish');
  await vi.waitFor(() => expect(attribute('[name=wish]', 'error')).toBe('too_long'));
  expect(at('wish').textContent).toContain('refused');
});

test.each([
  [401, 2, 'failed'],
  [429, 1, 'failed'],
  [503, 1, 'failed'],
  [404, 1, 'refused'],
  [409, 1, 'refused'],
])('a change that is answered %s is sent %s times and %s', async (status, times, said) => {
  await open();
  await unfold('wish');
  await type('wish', 'Socks');
  reply = ({ method }) => (method === 'PUT' ? new Response('<html>', { status }) : undefined);
  await send('wish');
  await vi.waitFor(() => expect(at('wish').querySelector('s-banner')?.textContent).toContain(said));
  expect(changes()).toHaveLength(times);
});

test('who said nothing is offered the first question', async () => {
  known.counts = { answers: 0, open: 4 };
  delete known.sections[0]!.questions[0]!.answer;
  await open();
  expect(texts('s-text')).toContain('empty');
  expect(at('roast').querySelector('s-form')).not.toBeNull();
  expect(at('wish').querySelector('s-form')).toBeNull();
});

test('what cannot be read can be tried again', async () => {
  reply = () => Response.json({}, { status: 500 });
  await extension.render();
  await vi.waitFor(() => expect(element('s-banner').textContent).toBe('not_read'));
  reply = () => undefined;
  await press('retry');
  await vi.waitFor(() => element('s-progress'));
});

test('she gets links to a copy', async () => {
  await open();
  reply = ({ path }) => (path === 'preferences/export' ? Response.json({ voucher: 'abc', seconds: 300 }) : undefined);
  await press('prepare');
  expect(attribute('s-button[href*="format=html"]', 'href')).toBe('https://app.example/storefront/v1/preferences/copy?format=html&locale=sv-SE&voucher=abc');
});

test('everything is deleted once she has said so twice, and what follows is told when she comes back', async () => {
  const erasure = (more: Partial<Erasure>): Erasure => ({ id: 'x', due_at: '2026-12-22T00:00:00Z', destinations: [{ destination: 'shopify', state: 'waiting' }], ...more });
  let now = erasure({});
  reply = ({ path }) => (path.startsWith('preferences/erasure') ? Response.json(now) : undefined);
  await open();
  await press('erase_all');
  expect(calls.some(({ path }) => path === 'preferences/erasure')).toBe(false);
  await press('erase_yes');
  const asked = calls.find(({ path }) => path === 'preferences/erasure')!;
  expect(asked.body).toEqual({ id: kept.get('erasure'), confirm: true });
  expect(texts('s-list-item')).toContain('erasure_waiting');
  leave(extension);

  now = erasure({ finished_at: '2026-11-23T00:00:00Z', destinations: [{ destination: 'shopify', state: 'done' }], receipt: 'signed' });
  host();
  await open();
  await vi.waitFor(() => expect(texts('s-list-item')).toContain('erasure_done'));
  expect(attribute('#askwell-receipt', 'text')).toBe('signed');
});
