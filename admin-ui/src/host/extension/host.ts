// What the APIs of all targets are made of: the page's data as signals, tokens,
// words, and what every surface has in common.

import {compose, lacking, missing} from '../missing';
import {Signals} from '../signal';
import {mintAt, Tokens} from '../tokens';
import {I18n} from '../translate';
import type {Data, Extension} from './contract';

/** One extension being hosted. */
export class Host {
  readonly signals = new Signals();
  readonly rendered = this.signals.make(false);
  readonly tokens: Tokens;
  readonly i18n: I18n;
  readonly locale: string;
  readonly data: Data;

  constructor(readonly config: Extension) {
    const {api = {}} = config;
    const {shop, kind, customer} = config.session;
    this.data = api;
    this.locale = config.locale || document.documentElement.lang || 'en';
    this.tokens = new Tokens(() => mintAt('/_sandbox/tokens', {shop, kind, customer}));
    this.i18n = new I18n(config.locales ?? {}, this.locale, api.localization?.currency?.isoCode);
  }

  get apiVersion(): string {
    return this.config.apiVersion ?? '2026-07';
  }

  /** Signals of what the page tells; a name it does not tell throws when read. */
  told<T extends object, const N extends keyof T & keyof Data>(...names: N[]): Pick<T, N> {
    let out = {} as Pick<T, N>;
    for (const name of names) {
      if (name in this.data) Object.defineProperty(out, name, {enumerable: true, value: this.signals.make(this.data[name])});
      else out = compose(out, lacking<T, N>('shopify', name));
    }
    return out;
  }

  /** A signal of what the page tells, or of what a shop without it has. */
  signal<T>(value: unknown): T {
    return this.signals.make(value) as T;
  }

  /** `extension`, which tells an extension about itself. */
  extension<T>(): T {
    const {config} = this;
    return {
      target: config.target, apiVersion: this.apiVersion, version: 'sandbox', editor: config.editor ? {type: 'checkout'} : undefined, rendered: this.rendered,
      scriptUrl: new URL(config.src, document.baseURI).href,
      capabilities: this.signals.make(config.capabilities ?? ['api_access', 'network_access']),
    } as T;
  }

  /** i18n by Shopify's names, bound. */
  words<T>(): T {
    const {i18n} = this;
    return {
      translate: i18n.translate.bind(i18n), formatNumber: i18n.formatNumber.bind(i18n),
      formatCurrency: i18n.formatCurrency.bind(i18n), formatDate: i18n.formatDate.bind(i18n),
    } as T;
  }

  /** `localization`: the languages are known, the rest as the page tells it. */
  localization<T>(...names: ('country' | 'currency' | 'timezone' | 'market')[]): T {
    const {localization = {}} = this.data;
    const out = {
      language: this.signals.make(localization.language ?? {isoCode: this.locale}),
      extensionLanguage: this.signals.make({isoCode: this.i18n.language}),
    } as Record<string, unknown>;
    for (const name of names) {
      const known = name in localization || name === 'country' || name === 'market'; // a shop may have neither
      compose(out, known ? {[name]: this.signals.make(localization[name])} : lacking<Record<string, unknown>, string>('shopify.localization', name));
    }
    return out as T;
  }

  /** An object of signals, such as `cost`; throws when read if the page does not tell it. */
  group<T extends object, const N extends keyof T & keyof Data>(name: N, parts: string[]): Pick<T, N> {
    const told = this.data[name] as Record<string, unknown> | undefined;
    if (!told) return lacking<T, N & string>('shopify', name);
    return {[name]: Object.fromEntries(parts.map((part) => [part, this.signals.make(told[part])]))} as Pick<T, N>;
  }

  /** GraphQL that the sandbox does not speak from the browser. */
  query(api: string) {
    return async (): Promise<never> => {
      throw missing(`shopify.query (the ${api} API)`);
    };
  }
}
