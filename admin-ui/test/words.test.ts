import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {ago, t} from '../src/i18n';

test('every key the screens ask for has words', () => {
  const files = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((name) => /\.tsx?$/.test(name));
  const keys = files.flatMap((name) => [...readFileSync(`src/${name}`, 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((match) => match[1]!));
  expect(keys.length).toBeGreaterThan(50);
  expect(keys.filter((key) => t(key, {count: 2}) === key)).toEqual([]);
});

test('what stands in words is given by who asks for them', () => {
  const files = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((name) => /\.tsx?$/.test(name));
  const asked = files.flatMap((name) => [...readFileSync(`src/${name}`, 'utf8').matchAll(/\bt\('([\w.-]+)'(\)|, \{([^{}]*)\}\))/g)]
    .map(([, key, , given = '']) => ({key: key!, given: given.split(',').map((one) => one.split(':')[0]!.trim())})));
  expect(asked.length).toBeGreaterThan(500);
  const lacking = asked.filter(({key, given}) => [...t(key, {count: 2}).matchAll(/\{(\w+)\}/g)].some(([, name]) => !given.includes(name!) && !given.some((one) => one.startsWith('...'))));
  expect(lacking).toEqual([]);
});

test('times are told as people tell them', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(ago('2026-11-22T11:59:50Z', now)).toBe('just now');
  expect(ago('2026-11-22T11:57:00Z', now)).toBe('3 minutes ago');
  expect(ago('2026-11-21T12:00:00Z', now)).toBe('yesterday');
});
