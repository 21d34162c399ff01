// Every element the host draws against what Shopify documents of it: the tag
// exists, and all it can be told and all it tells is known to the host.

import {beforeAll, expect, test, vi} from 'vitest';
import {defineElements} from '../../src/host/elements';
import {accepts} from '../../src/host/elements/fields/drop-zone';
import {allowed} from '../../src/host/elements/fields/date';
import {rules} from '../../src/host/elements/scale';
import {warnOfUnknown} from '../../src/host/elements/unknown';
import {documented, type Documented} from './documented';
import {until} from './sandbox';

// Nothing of ours needs them. Who uses one reads a warning in the console.
const notDrawn = [
  's-admin-print-action', 's-chat', 's-color-field', 's-color-picker', 's-date-picker', 's-function-settings', 's-map', 's-map-marker', 's-payment-icon', 's-qr-code',
];
const ofAppBridge = ['s-app-nav'];
// Methods and setters of Shopify's implementation that its types let through.
const notProperties = new Set(['setInternalValue', 'afterhide', 'aftershow']);

let all: Documented[];

beforeAll(() => {
  defineElements();
  all = documented();
}, 60_000);

const drawn = (tag: string) => customElements.get(tag);

test('the host draws every tag Shopify documents, but for a named few', () => {
  const tags = [...new Set(all.map((one) => one.tag))].sort();
  expect(tags.length).toBeGreaterThan(75);
  expect(tags.filter((tag) => !drawn(tag))).toEqual([...notDrawn, ...ofAppBridge].sort());
});

test('the host draws no tag that Shopify does not document', async () => {
  const known = new Set(all.map((one) => one.tag));
  const define = vi.spyOn(customElements, 'define').mockImplementation(() => {});
  defineElements();
  expect(define.mock.calls.map(([tag]) => tag).filter((tag) => !known.has(tag))).toEqual([]);
  define.mockRestore();
});

test('every documented property is one of the host’s', () => {
  const lacking = all.flatMap(({tag, props, surface}) => {
    const prototype = drawn(tag)?.prototype as object | undefined;
    return prototype ? props.filter((name) => !notProperties.has(name) && !(name in prototype)).map((name) => `${surface}: <${tag} ${name}>`) : [];
  });
  expect(lacking).toEqual([]);
});

test('every documented event has a handler', () => {
  const lacking = all.flatMap(({tag, events, surface}) => {
    const prototype = drawn(tag)?.prototype as object | undefined;
    return prototype ? events.filter((name) => !(`on${name}` in prototype)).map((name) => `${surface}: <${tag} on${name}>`) : [];
  });
  expect(lacking).toEqual([]);
});

test('an unknown tag is named once', async () => {
  const warn = vi.fn();
  document.body.innerHTML = '<s-map></s-map><div><s-map></s-map></div>';
  warnOfUnknown(document, warn);
  document.body.insertAdjacentHTML('beforeend', '<p><s-qr-code></s-qr-code></p>');
  await until(() => warn.mock.calls.length === 2);
  expect(warn.mock.calls.flat()).toEqual(['not implemented in the sandbox: <s-map> is not drawn', 'not implemented in the sandbox: <s-qr-code> is not drawn']);
  document.body.replaceChildren();
});

const css = (attributes: Record<string, string>) => rules(Object.keys(attributes), (name) => attributes[name] ?? '');

test('sizes follow the writing direction, and words become tokens', () => {
  expect(css({padding: 'base large none small'})).toBe(
    ':host{padding-block:var(--p-space-400) 0;padding-inline:var(--p-space-300) var(--p-space-500)}',
  );
  expect(css({paddingInlineStart: 'large', padding: 'none'})).toBe(':host{padding-block:0 0;padding-inline:0 0}:host{padding-inline-start:var(--p-space-500)}');
  expect(css({border: 'large strong dashed'})).toContain('border-style:dashed');
  expect(css({gap: 'nonsense'})).toBe(':host{gap:0}');
  expect(css({inlineSize: '10px} *{color:red'})).toBe(':host{inline-size:10px *color:red}'); // it stays one declaration
});

test('a value may depend on the container', () => {
  expect(css({gridTemplateColumns: '@container (inline-size > 400px) 1fr 2fr, 1fr'})).toBe(
    ':host{grid-template-columns:1fr}@container (inline-size > 400px) {:host{grid-template-columns:1fr 2fr}}',
  );
  expect(css({padding: '@container page (inline-size < 500px) small, large'})).toContain('@container page (inline-size < 500px) {:host{padding-block:var(--p-space-300)');
});

test('days are allowed as they are named', () => {
  expect(allowed('2026-11-22', {})).toBe(true);
  expect(allowed('2026-11-22', {allow: '2026-11'})).toBe(true);
  expect(allowed('2026-12-01', {allow: '2026-11-01--2026-11'})).toBe(false);
  expect(allowed('2026-11-22', {disallow: '2026-11-20--2026-11-25'})).toBe(false);
  expect(allowed('2031-01-01', {disallow: '2027--'})).toBe(false);
  expect(allowed('2026-11-22', {disallow: '--2026-10'})).toBe(true);
  expect(allowed('2026-11-22', {disallowDays: 'sunday'})).toBe(false); // it is one
  expect(allowed('2026-11-22', {allowDays: 'monday, sunday'})).toBe(true);
});

test('files are accepted by name and kind', () => {
  const csv = {name: 'People.CSV', type: 'text/csv'};
  expect(accepts('', csv)).toBe(true);
  expect(accepts('.csv', csv)).toBe(true);
  expect(accepts('image/*, .pdf', csv)).toBe(false);
  expect(accepts('text/*', csv)).toBe(true);
});
