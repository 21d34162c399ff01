// Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js: the part of
// window.shopify the admin uses, over messages to the sandbox's admin frame.
// The frame's origin is the one this script came from.

import {type FromApp, type FromFrame, listen, post} from './messages';

const frameOrigin = new URL((document.currentScript as HTMLScriptElement).src).origin;
const query = new URLSearchParams(location.search);
const tell = (message: FromApp) => post(window.parent, frameOrigin, message);

const waiting = new Map<number, {resolve(token: string): void; reject(error: Error): void}>();
let asked = 0;

function idToken(): Promise<string> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    waiting.set(id, {resolve, reject});
    tell({type: 'token', id});
  });
}

function answered(message: Extract<FromFrame, {type: 'token'}>): void {
  const ask = waiting.get(message.id);
  waiting.delete(message.id);
  if ('token' in message) ask?.resolve(message.token);
  else ask?.reject(new Error(message.problem));
}

// Save bars stay in the app's document; the frame shows theirs in its top bar.
let openBar: string | null = null;

function barButton(primary: boolean): HTMLButtonElement | null {
  const bar = openBar === null ? null : document.getElementById(openBar);
  return bar?.querySelector(primary ? 'button[variant=primary]' : 'button:not([variant=primary])') ?? null;
}

function showBar(): void {
  const save = barButton(true);
  tell({type: 'save-bar', open: openBar !== null, saving: save?.hasAttribute('loading') ?? false, discardable: barButton(false) !== null});
}

const saveBar = {
  async show(id: string) {
    openBar = id;
    showBar();
  },
  async hide(id: string) {
    if (openBar === id) openBar = null;
    showBar();
  },
  async toggle(id: string) {
    await (openBar === id ? saveBar.hide(id) : saveBar.show(id));
  },
  async leaveConfirmation() {
    if (openBar !== null && !window.confirm('Leave with unsaved changes?')) throw new Error('stayed');
  },
};

const toast = {
  show(text: string, options: {isError?: boolean; duration?: number} = {}): string {
    tell({type: 'toast', text, error: options.isError ?? false, duration: options.duration ?? 5000});
    return text;
  },
  hide() {},
};

function tellNav(): void {
  const links = [...document.querySelectorAll<HTMLElement>('s-app-nav > *')];
  const items = links.map((link) => ({
    label: link.textContent ?? '', href: link.getAttribute('href') ?? '/', home: link.getAttribute('rel') === 'home',
  }));
  tell({type: 'nav', items});
  tell({type: 'location', path: location.pathname, title: document.title});
}

// The frame's navigation is an event on the link the app gave it, which the
// app's router answers without loading the document again.
function go(path: string): void {
  const link = document.querySelector(`s-app-nav > [href="${CSS.escape(path)}"]`);
  link?.dispatchEvent(new Event('shopify:navigate', {bubbles: true}));
}

listen<FromFrame>(() => window.parent, frameOrigin, (message) => {
  if (message.type === 'token') answered(message);
  else if (message.type === 'go') go(message.path);
  else barButton(message.type === 'save')?.click();
});

Object.assign(window, {
  shopify: {
    config: {
      apiKey: document.querySelector<HTMLMetaElement>('meta[name=shopify-api-key]')?.content ?? '',
      shop: query.get('shop') ?? '',
      host: query.get('host') ?? '',
      locale: query.get('locale') ?? 'en',
    },
    origin: frameOrigin,
    ready: Promise.resolve(),
    environment: {embedded: window.parent !== window, mobile: false, pos: false},
    idToken,
    saveBar,
    toast,
    loading: (on?: boolean) => tell({type: 'loading', on: on ?? false}),
  },
});

// "shopify:admin/customers/1" is a page of the admin around the app.
document.addEventListener('click', (event) => {
  const links = event.composedPath().filter((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  const path = /^shopify:admin(\/.*)/.exec(links[0]?.href ?? '')?.[1];
  if (!path) return;
  event.preventDefault();
  tell({type: 'open', path});
});

document.addEventListener('DOMContentLoaded', () => {
  tellNav();
  const watch = new MutationObserver(() => {
    tellNav();
    if (openBar !== null) showBar();
  });
  watch.observe(document.head, {childList: true, subtree: true, characterData: true});
  watch.observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['loading', 'href', 'variant']});
});
