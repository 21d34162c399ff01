// What we write must exist in Shopify's components, and in the host that draws
// them for the sandbox.

import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import manifest from '@shopify/polaris-types/custom-elements' with {type: 'json'};
import {usages} from './jsx';

interface Named {
  name: string;
}

interface Declaration {
  tagName?: string;
  attributes?: Named[];
  events?: Named[];
  slots?: Named[];
}

const declarations = (manifest as {modules: {declarations?: Declaration[]}[]}).modules
  .flatMap((module) => module.declarations ?? [])
  .filter((declaration) => declaration.tagName);
const known = new Map(declarations.map((declaration) => [declaration.tagName!, declaration]));
const slots = new Set(declarations.flatMap((declaration) => declaration.slots ?? []).map((slot) => slot.name));

const names = (list: Named[] | undefined) => new Set((list ?? []).map((one) => one.name.toLowerCase()));
const everywhere = new Set(['id', 'key', 'ref']);
const ofAppBridge = new Set(['s-app-nav']);

const admin = usages('src').filter((one) => !ofAppBridge.has(one.tag));
const drawn = new Set(
  readdirSync('src/host', {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts')).flatMap((file) =>
    [...readFileSync(`src/host/${file}`, 'utf8').matchAll(/define\('(s-[\w-]+)'/g)].map((match) => match[1]!)),
);

test('the admin uses only tags, attributes, events and slots that Polaris has', () => {
  expect(admin.length).toBeGreaterThan(50);
  const wrong = admin.flatMap(({where, tag, attributes, slot}) => {
    const polaris = known.get(tag);
    if (!polaris) return [`${where}: <${tag}>`];
    const properties = names(polaris.attributes);
    const events = names(polaris.events);
    const strange = attributes.filter((name) => {
      const event = name.startsWith('on') ? name.slice(2).toLowerCase() : '';
      return !everywhere.has(name) && !properties.has(name.toLowerCase()) && !events.has(event);
    });
    const stray = slot && !slots.has(slot) ? [`slot=${slot}`] : [];
    return [...strange, ...stray].map((what) => `${where}: <${tag} ${what}>`);
  });
  expect(wrong).toEqual([]);
});

test('the host draws every tag of the admin and of the extensions', () => {
  const used = [...admin, ...usages('../extensions')].map((one) => one.tag);
  expect([...new Set(used)].filter((tag) => !drawn.has(tag))).toEqual([]);
});
