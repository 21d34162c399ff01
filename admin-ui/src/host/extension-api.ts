// The API a checkout extension sees, made from the page's configuration.

import {signal} from './signal';
import {translator, type Translations} from './translate';

/** What the sandbox's page says about the extension and where it runs. */
export interface Config {
  target: string;
  bundleUrl: string;
  locale?: string; // the page's language; <html lang> without it
  locales?: Record<string, Translations>; // "en.default" or "en" → translations
  settings?: Record<string, unknown>;
  appMetafields?: unknown[];
  order?: {id: string; number?: string; name?: string};
  customer?: string | null; // gid
  shopDomain: string;
  tokenUrl: string;
  tokenKind: 'checkout' | 'account';
}

/** The global `shopify` for the configured target. */
export function extensionApi(config: Config) {
  const locale = config.locale || document.documentElement.lang || 'en';
  const order = config.order && {id: config.order.id, name: config.order.name ?? config.order.number ?? ''};
  return {
    extension: {target: config.target, apiVersion: '2026-07', version: 'sandbox', editor: undefined, capabilities: signal(['api_access', 'network_access'])},
    settings: signal(config.settings ?? {}),
    appMetafields: signal(config.appMetafields ?? []),
    orderConfirmation: signal(config.order && {order: {id: config.order.id}, number: config.order.number, isFirstOrder: false}),
    order: signal(order),
    shop: {id: '', myshopifyDomain: config.shopDomain, name: config.shopDomain.split('.')[0], storefrontUrl: location.origin},
    authenticatedAccount: {customer: signal(config.customer ? {id: config.customer} : undefined), purchasingCompany: signal(undefined)},
    localization: {language: signal({isoCode: locale}), extensionLanguage: signal({isoCode: locale}), country: signal(undefined), timezone: signal('UTC')},
    i18n: {
      translate: translator(config.locales ?? {}, locale),
      formatNumber: (value: number | bigint, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options).format(value),
      formatDate: (value: Date, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(value),
    },
    sessionToken: {get: sessionTokens(config)},
    storage: storage(config.shopDomain),
    analytics: {publish: async () => true},
  };
}

// Shopify's host keeps a token for most of its five minutes; so does this one.
function sessionTokens(config: Config): () => Promise<string> {
  let token = '';
  let goodUntil = 0;
  return async () => {
    if (Date.now() < goodUntil) return token;
    const answer = await fetch(config.tokenUrl, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({shop: config.shopDomain, kind: config.tokenKind, customer: config.customer ?? undefined}),
    });
    if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status}`);
    ({token} = (await answer.json()) as {token: string});
    goodUntil = (expiry(token) - 30) * 1000;
    return token;
  };
}

function expiry(token: string): number {
  const claims = token.split('.')[1] ?? '';
  return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as {exp: number}).exp;
}

// Storage is the browser's, under the shop's name.
function storage(shop: string) {
  const key = (name: string) => `extension:${shop}:${name}`;
  return {
    async read<T>(name: string): Promise<T | null> {
      const kept = localStorage.getItem(key(name));
      return kept === null ? null : (JSON.parse(kept) as T);
    },
    async write(name: string, value: unknown): Promise<void> {
      localStorage.setItem(key(name), JSON.stringify(value));
    },
    async delete(name: string): Promise<void> {
      localStorage.removeItem(key(name));
    },
  };
}
