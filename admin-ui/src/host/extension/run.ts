// Runs one extension: its world, its `shopify`, its bundle, its first render.

import {compose, missing} from '../missing';
import type {SignalClass} from '../signal';
import {account, orderAction, orderStatus} from './account';
import {adminAction, adminBlock} from './admin';
import {thankYou} from './checkout';
import type {Extension} from './contract';
import {extensionFetch} from './fetch';
import {Host} from './host';
import {followLinks, Navigation} from './navigation';
import {makeRealm, type Realm} from './realm';

type Build = (host: Host, close: () => void) => object;

// The first that fits; the rest of Shopify's targets have APIs of their own.
const surfaces: [RegExp, Build][] = [
  [/^purchase\.thank-you\./, thankYou],
  [/^customer-account\.order\.action\./, orderAction],
  [/^customer-account\.(order-status|order\.page)\./, orderStatus],
  [/^customer-account\./, account],
  [/^admin\.[\w-]+\.block\.render$/, adminBlock],
  [/^admin\.[\w-]+\.(selection-)?action\.render$/, adminAction],
];

/** The `shopify` of a target; throws for a target the sandbox has no page for. */
export function apiFor(host: Host, close: () => void): object {
  const build = surfaces.find(([pattern]) => pattern.test(host.config.target))?.[1];
  if (!build) throw missing(`the target ${host.config.target}`);
  return build(host, close);
}

type Render = (api: object) => unknown;

/** Hosts an extension in an element; resolves when its bundle has run. */
export async function run(config: Extension, mount: HTMLElement, realm: Realm = makeRealm(mount)): Promise<void> {
  const host = new Host(config);
  const close = () => {
    mount.replaceChildren();
    mount.dispatchEvent(new Event('close', {bubbles: true}));
  };
  const api = apiFor(host, close);
  const extend = (target: string, render: Render) => {
    if (target === config.target) void first(host, render, api);
  };
  const rest = {extend, setSignals: (type: SignalClass) => host.signals.use(type), reload: () => location.reload()};
  realm.give('shopify', compose(api, rest));
  realm.give('fetch', extensionFetch(host, fetch.bind(window)));
  if (config.target.startsWith('customer-account.')) realm.give('navigation', new Navigation(config));
  followLinks(mount, config, (address) => location.assign(address));
  await realm.load(config.src);
}

async function first(host: Host, render: Render, api: object): Promise<void> {
  try {
    await render(api);
    host.rendered.set(true);
  } catch (error) {
    console.error(`the extension at ${host.config.target} failed to render`, error);
  }
}
