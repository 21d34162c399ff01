// window.shopify of the embedded app.

import type {ShopifyGlobal} from '@shopify/app-bridge-types';
import {withSelection} from '../frame/catalogue';
import {asker, type FromApp, type FromFrame, type Link} from '../messages';
import {compose, lacking, missing, refused} from '../missing';
import {type SignalClass, Signals} from '../signal';
import {Tokens} from '../tokens';
import {appFetch} from './fetch';
import {watchForms} from './forms';
import {defineModals, modalApi} from './modal';
import {defineNav, followAdmin, go, pageBar, tellPlace, titleBar} from './nav';
import {Bars, defineSaveBar, saveBarApi} from './save-bar';
import {webVitals} from './vitals';

const later = (name: string) => async () => {
  throw missing(name);
};

/** Makes the global, and ties the app's document to the frame. */
export function bridge(link: Link<FromApp, FromFrame>, frameOrigin: string): ShopifyGlobal {
  const ask = asker(link);
  const tokens = new Tokens(() => ask('token'));
  const bars = new Bars(link, () => ask('leave'));
  const config = configOf(document, new URLSearchParams(location.search));
  const signals = new Signals();
  const toasts = toastApi(link);

  defineNav();
  defineModals();
  defineSaveBar(bars);
  followAdmin(link, config.shop ?? '');
  const where = tellPlace(link);
  watchDocument(() => {
    where();
    bars.tell();
  }, () => watchForms(bars));
  link.hear((message) => {
    if (message.type === 'go') go(message.path);
    else if (message.type === 'press') titleBar(pageBar()).press(message.id);
    else if (message.type === 'save') bars.current?.save();
    else if (message.type === 'discard') bars.current?.discard();
    else if (message.type === 'toast') toasts.did(message.id, message.did);
  });
  if (!config.disabledFeatures?.includes('fetch')) {
    window.fetch = appFetch(fetch.bind(window), tokens, config.appOrigins ?? [], (call) => link.tell({type: 'call', call}), (body) => ask('admin', body));
  }

  const api = {
    config,
    origin: frameOrigin,
    ready: Promise.resolve(),
    setSignals: (type: SignalClass) => signals.use(type),
    environment: {embedded: window.parent !== window, mobile: false, pos: false, intent: false},
    loading: (on = false) => link.tell({type: 'loading', on}),
    idToken: () => tokens.get(),
    user: () => ask('user'),
    toast: toasts.api,
    resourcePicker: (async (options) => withSelection(await ask('resources', options))) as ShopifyGlobal['resourcePicker'],
    // The dialog is open at once, and what is chosen in it comes later.
    picker: async (options) => ({selected: ask('pick', options)}),
    scanner: {capture: later('shopify.scanner.capture')},
    modal: modalApi,
    saveBar: saveBarApi(bars),
    intents: {request: signals.make(null), register: refused('shopify.intents.register'), invoke: later('shopify.intents.invoke')},
    webVitals: webVitals(),
    support: {registerHandler: later('shopify.support.registerHandler')},
    reviews: {request: () => ask('review') as ReturnType<ShopifyGlobal['reviews']['request']>},
    scopes: {
      query: () => ask('scopes'),
      request: (scopes) => ask('grant', scopes),
      revoke: async (scopes) => ({detail: await ask('revoke', scopes)}),
    },
    app: {extensions: () => ask('extensions') as ReturnType<ShopifyGlobal['app']['extensions']>},
    shopifyQL: {available: later('shopify.shopifyQL.available')},
  } satisfies Omit<ShopifyGlobal, 'pos' | 'tools'>;
  return compose(api, lacking<ShopifyGlobal, 'pos' | 'tools'>('shopify', 'pos', 'tools'));
}

// What Shopify puts into the address, and the app into meta elements.
function configOf(page: Document, query: URLSearchParams): ShopifyGlobal['config'] {
  const meta = (name: string) => page.querySelector<HTMLMetaElement>(`meta[name=shopify-${name}]`)?.content ?? '';
  const list = (name: string) => meta(name).split(',').map((one) => one.trim()).filter(Boolean);
  return {
    apiKey: meta('api-key'), shop: query.get('shop') ?? '', host: query.get('host') ?? '', locale: query.get('locale') ?? 'en',
    disabledFeatures: list('disabled-features'), appOrigins: list('app-origins'), debug: {webVitals: meta('debug').includes('web-vitals')},
  };
}

function toastApi(link: Link<FromApp, FromFrame>) {
  const shown = new Map<string, {onAction?: () => void; onDismiss?: () => void}>();
  let count = 0;
  const api: ShopifyGlobal['toast'] = {
    show(text, {isError = false, duration = 5000, action, ...calls} = {}) {
      const id = `toast-${++count}`;
      shown.set(id, calls);
      link.tell({type: 'toast', id, text, error: isError, duration, action});
      return id;
    },
    hide: (id) => link.tell({type: 'toast-hide', id}),
  };
  const did = (id: string, what: 'action' | 'dismiss') => (what === 'action' ? shown.get(id)?.onAction : shown.get(id)?.onDismiss)?.();
  return {api, did};
}

function watchDocument(changed: () => void, ready: () => void): void {
  const start = () => {
    ready();
    changed();
    const watch = new MutationObserver(changed);
    watch.observe(document.head, {childList: true, subtree: true, characterData: true});
    watch.observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['loading', 'disabled', 'href', 'variant', 'title', 'rel']});
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}
