import {expect, test} from 'vitest';
import {erasedHere, erasureWords, partWords, sentence, visits} from '../src/privacy/words';
import type {Erasure} from '../src/types';

const erasure = (change: Partial<Erasure>): Erasure => ({
  id: 'e', requested_at: '2026-11-12T09:00:00Z', due_at: '2026-12-12T09:00:00Z', erased_at: '2026-11-12T09:00:00Z', here: {}, parts: [], ...change,
});

test('what was erased is counted as a merchant counts', () => {
  expect(erasedHere({})).toBe('Nothing was held here.');
  expect(erasedHere({responses: 1})).toBe('Here are gone: one survey’s answers.');
  expect(erasedHere({responses: 3, orders: 1, deliveries: 7, attempts: 9, promises: 0})).toBe(
    'Here are gone: the answers to 3 surveys, one order, and 16 records of our own work.',
  );
});

test('what a destination did not do is the merchant’s to finish, who reads whom it is about', () => {
  expect(partWords({destination: 'shopify', title: 'Shopify', state: 'unreachable', reason: 'it did not answer in time'})).toBe(
    'Shopify did not erase this person. Delete them there yourself.',
  );
  expect(partWords({destination: 'shopify', title: 'Shopify', state: 'waiting', reason: 'no answer'})).toBe('No answer.');
  expect(partWords({destination: 'shopify', title: 'Shopify', state: 'done'})).toBe('');
  const parts: Erasure['parts'] = [{destination: 'klaviyo-2', title: 'Newsletter', state: 'kept'}];
  expect(erasureWords(erasure({parts, finished_at: '2026-11-13T09:00:00Z', request: 'b1946ac9'}))).toEqual([
    'Who it was is forgotten here. Shopify’s message of Nov 12, 2026 names them.',
  ]);
  expect(erasureWords(erasure({parts, request: 'shopper/1'})).join(' ')).toMatch(/Dec 12, 2026.* They erased themselves in the shop, on Nov 12, 2026\.$/);
  expect(erasureWords(erasure({finished_at: '2026-11-13T09:00:00Z'}))).toEqual([]);
});

test('what the server says is a sentence', () => {
  expect(['nowhere', 'Kept for good.', 'why?'].map(sentence)).toEqual(['Nowhere.', 'Kept for good.', 'Why?']);
});

test('what a screen reads at once is one visit', () => {
  const read = (at: string, actor: string, subject?: string) => ({at: `2026-11-22T${at}Z`, actor, action: 'read' as const, ...(subject ? {subject} : {})});
  const all = [
    read('12:00:02', 'user/7', 'customer/1'), read('12:00:01', 'user/8', 'customer/1'), read('12:00:01', 'user/7', 'customer/1'),
    read('12:00:00', 'user/7', 'customer/2'), read('11:58:00', 'user/7', 'customer/1'),
  ];
  expect(visits(all)).toEqual([all[0], all[1], all[3], all[4]]);
});
