// @vitest-environment jsdom
// What people wrote is named: what is left of a group can be named next, and the keyboard is left beside it.

import {h, render} from 'preact';
import {afterEach, beforeEach, expect, type MockInstance, test, vi} from 'vitest';
import {Names} from '../src/responses/names';
import type {Board, Text} from '../src/responses/written';

const text = (of: string, count: number): Text => ({text: of, count, spelling: of.toLowerCase()});
const a = text('A', 5);
const b = text('B', 2);
const c = text('C', 1);

let root: HTMLElement;
let board: Pick<Board, 'groups' | 'named'>;
let then: Pick<Board, 'groups' | 'named'>; // once something is named
let sent: unknown[];
let focused: MockInstance<HTMLElement['focus']>;

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
  sent = [];
  focused = vi.spyOn(HTMLElement.prototype, 'focus');
  vi.stubGlobal('shopify', {idToken: () => Promise.resolve('token')});
  vi.stubGlobal('fetch', (_: string, {method, body}: {method: string; body?: string}) => {
    if (method === 'POST') {
      sent.push(JSON.parse(body!));
      board = then;
    }
    return Promise.resolve(new Response(JSON.stringify({...board, looked: 8, whole: true})));
  });
  render(h(Names, {survey: 's', question: {key: 'q', prompt: 'Q?', options: [['pod', 'A podcast'], ['*', 'Other']]}, show: () => undefined, changed: () => undefined}), root);
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const button = (label: string) => [...root.querySelectorAll<HTMLElement & {disabled?: boolean}>('s-button')].find((one) => one.getAttribute('accessibilitylabel')?.startsWith(label));
const last = () => (focused.mock.contexts as HTMLElement[]).at(-1);
const pressable = (one: Element | undefined) => one && !one.hasAttribute('disabled');

test('what is left out of a group can be named after the others were', async () => {
  board = {groups: [{texts: [a, b, c], count: 8, name: 'A'}], named: []};
  then = {groups: [{texts: [a], count: 5, name: 'A'}], named: [{value: 'name:B', name: 'B', texts: [b, c], count: 3}]};
  await vi.waitFor(() => expect(root.querySelector('s-choice-list')).not.toBeNull());
  const list = Object.assign(root.querySelector('s-choice-list')!, {values: ['b', 'c']});
  list.dispatchEvent(new Event('change'));
  await vi.waitFor(() => expect(button('Call it A: “B” and “C”')).toBeTruthy());
  button('Call it A')!.click();
  await vi.waitFor(() => expect(button('Call it A: “A”')).toBeTruthy());
  expect(sent).toMatchObject([{name: 'A', texts: ['B', 'C']}]);
  expect(pressable(button('Call it A: “A”'))).toBe(true);
  await vi.waitFor(() => expect(last()?.closest('[data-item]')).toBe(button('Call it A: “A”')!.closest('[data-item]')));
  expect(root.querySelector('[accessibilityrole="status"]')!.textContent).toContain('Now called A: “B” and “C”');
});

test('a spelling that is taken out leaves the keyboard with the next, and at last with the name', async () => {
  board = {groups: [], named: [{value: 'name:B', name: 'B', texts: [a, b, c], count: 8}]};
  then = {groups: [{texts: [a], count: 5, name: 'A'}], named: [{value: 'name:Z', name: 'Z', texts: [text('z', 9)], count: 9}, {value: 'name:B', name: 'B', texts: [b, c], count: 3}]};
  await vi.waitFor(() => expect(button('3 spellings')).toBeTruthy());
  button('3 spellings')!.click();
  await vi.waitFor(() => expect(button('Take out: “A”')).toBeTruthy());
  button('Take out: “A”')!.click();
  await vi.waitFor(() => expect(last()?.getAttribute('accessibilitylabel')).toContain('Take out: “B”'));
  then = {groups: [], named: [{value: 'name:B', name: 'B', texts: [c], count: 1}]};
  button('Take out: “B”')!.click();
  await vi.waitFor(() => expect(last()?.getAttribute('accessibilitylabel')).toBe('Show them: B'));
  expect(root.querySelector('[accessibilityrole="status"]')!.textContent).toContain('No longer called B: “B”');
});
