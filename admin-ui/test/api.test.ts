import {afterEach, expect, test, vi} from 'vitest';
import {api, whole} from '../src/api';

afterEach(() => vi.unstubAllGlobals());

/** A server whose list has three pages, and the paths it was asked for. */
function served(key: string): string[] {
  const asked: string[] = [];
  const pages: Record<string, unknown> = {
    '': {[key]: [1, 2], currency: 'EUR', next: 'two'}, two: {[key]: [3, 4], currency: 'SEK', next: 'three'}, three: {[key]: [5], currency: 'SEK'},
  };
  vi.stubGlobal('shopify', {idToken: async () => 'token'});
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return {ok: true, status: 200, json: async () => pages[new URL(path, 'https://shop.example').searchParams.get('cursor') ?? '']};
  });
  return asked;
}

test('a list in pages is read whole', async () => {
  const asked = served('rewards');
  expect(await api.rewards()).toMatchObject({rewards: [1, 2, 3, 4, 5], currency: 'EUR'});
  expect(asked).toEqual(['', 'two', 'three'].map((cursor) => `/api/v1/rewards?limit=100&cursor=${cursor}`));
});

test('what narrows a list narrows each of its pages', async () => {
  const asked = served('questions');
  await whole<'questions', {questions: unknown[]}>('/facts/questions?language=sv', 'questions');
  expect(asked[2]).toBe('/api/v1/facts/questions?language=sv&limit=100&cursor=three');
});
