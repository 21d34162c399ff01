// Where an extension's links lead in the sandbox, and the `navigation` that
// customer account extensions have.

import {missing} from '../missing';
import type {Extension} from './contract';

const pages = '/account/pages'; // where full-page extensions stand, each under its handle

/** The sandbox's address of what an extension links to. */
export function resolve(link: string, {page, appPath}: Pick<Extension, 'page' | 'appPath'>): string {
  const [, scheme, rest] = /^(shopify:(?:\/\/)?(?:admin|customer-account)|extension:|app:)(.*)$/.exec(link) ?? [];
  if (scheme === undefined || rest === undefined) {
    const url = new URL(link, document.baseURI);
    if (url.protocol !== 'https:' && url.protocol !== 'http:' && url.protocol !== 'mailto:' && url.protocol !== 'tel:') throw missing(`links to ${url.protocol}`);
    return link;
  }
  const path = rest.replace(/^\/*/, '/');
  if (scheme.endsWith('customer-account')) return path === '/' ? '/account' : `/account${path}`;
  if (scheme.endsWith('admin')) return `/admin${path}`;
  if (scheme === 'app:') {
    if (!appPath) throw missing(`${link} outside the admin`);
    return appPath + (path === '/' ? '' : path);
  }
  if (!rest.startsWith('/')) return `${pages}${path}`; // another extension's, by its handle
  if (!page) throw missing(`${link} where the extension has no page of its own`);
  return page + (path === '/' ? '' : path);
}

/** Follows the links in an extension's elements which name places of Shopify. */
export function followLinks(mount: HTMLElement, config: Extension, go: (address: string) => void): void {
  mount.addEventListener('click', (event) => {
    for (const node of event.composedPath()) {
      const link = node instanceof Element ? node.getAttribute('href') : null;
      if (!link || !/^(shopify|extension|app):/.test(link) || event.defaultPrevented) continue;
      event.preventDefault();
      return go(resolve(link, config));
    }
  });
}

type Change = {from: Entry; navigationType?: 'push' | 'replace' | 'traverse'};

interface Entry {
  key: string;
  url: string | null;
  getState(): unknown;
}

/** The `navigation` of full pages, whose addresses are the page's; others only leave. */
export class Navigation {
  readonly #heard = new Set<(event: Change) => void>();
  #entry: Entry;

  constructor(private readonly config: Extension) {
    this.#entry = this.#read();
    addEventListener('popstate', () => this.#moved('traverse'));
  }

  get currentEntry(): Entry {
    return this.#entry;
  }

  navigate = (url: string, options: {state?: unknown; history?: 'auto' | 'push' | 'replace'} = {}): void => {
    const address = resolve(url, this.config);
    const own = this.config.page !== undefined && url.startsWith('extension:/');
    if (!own) return location.assign(address);
    const how = options.history === 'replace' || address === location.pathname + location.search ? 'replace' : 'push';
    history[`${how}State`]({extension: options.state}, '', address);
    this.#moved(how);
  };

  updateCurrentEntry = ({state}: {state: unknown}): void => {
    history.replaceState({extension: state}, '');
    this.#moved(undefined);
  };

  addEventListener = (_type: 'currententrychange', heard: (event: Change) => void): void => void this.#heard.add(heard);
  removeEventListener = (_type: 'currententrychange', heard: (event: Change) => void): void => void this.#heard.delete(heard);

  #moved(navigationType: Change['navigationType']): void {
    const from = this.#entry;
    this.#entry = this.#read();
    for (const heard of this.#heard) heard(navigationType ? {from, navigationType} : {from});
  }

  #read(): Entry {
    const {page} = this.config;
    const state = (history.state as {extension?: unknown} | null)?.extension;
    const path = page && `${location.pathname}/`.startsWith(`${page}/`) ? location.pathname.slice(page.length) || '/' : undefined;
    return {key: crypto.randomUUID(), url: path === undefined ? null : `extension:${path}${location.search}`, getState: () => state};
  }
}
