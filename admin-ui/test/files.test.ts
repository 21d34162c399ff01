import {expect, test} from 'vitest';
import {bytes, course, fileName, type File} from '../src/responses/file';

const file: File = {
  id: 'x', format: 'csv', filter: {}, state: 'running', counted: true, total: 12_430, looked: 5_000, rows: 12, size: 0, created_at: '2026-11-22T18:30:00Z',
};

test('how far a file is, or what became of it, is told in words', () => {
  expect(course({...file, counted: false})).toBe('Counting the responses…');
  expect(course(file)).toBe('Looked through 5,000 of 12,430 responses; 12 are in it so far.');
  expect(course({...file, state: 'done', rows: 1, size: 1536, ends_at: '2026-11-30T18:30:00Z'})).toMatch(/^1 response, 1.5 kB\. It is removed /);
  expect(course({...file, state: 'failed', reason: 'the file would be too large: narrow it'})).toBe('The file would be too large: narrow it.');
  expect(course({...file, state: 'cancelled'})).toBe('There is no file.');
});

test('a file is called by when it was asked for', () => {
  expect(fileName(file)).toBe('responses-2026-11-22-1830.csv');
});

test('sizes are told in the unit that fits', () => {
  expect([0, 999, 1000, 2_500_000, 3e12].map(bytes)).toEqual(['0 byte', '999 byte', '1 kB', '2.5 MB', '3,000 GB']);
});
