// Where the blocks of a survey stand, as App Bridge tells it, and where to place them.

import type {Surface} from '../types';

/** What App Bridge's app.extensions() tells, as far as it matters here. */
export interface Extension {
  handle: string;
  type: string;
  activations: {target?: string; handle?: string; status?: string}[];
}

/** true, false, or undefined where nobody can say. */
export type Stands = (on: Surface) => boolean | undefined;

const targets: Partial<Record<Surface, string>> = {
  'thank-you': 'purchase.thank-you.block.render',
  'order-status': 'customer-account.order-status.block.render',
  account: 'customer-account.profile.block.render',
};

const blocks: Partial<Record<Surface, string[]>> = {
  theme: ['question', 'poll', 'quiz'],
  cart: ['cart-reason'],
  prompt: ['prompt'],
};

/** Reads where blocks stand. A link and an email need no block; without an answer of App Bridge nobody knows. */
export function standsOf(extensions: Extension[] | undefined): Stands {
  const active = extensions?.flatMap(({activations}) => activations) ?? [];
  return (on) => {
    if (on === 'link' || on === 'email') return true;
    if (!extensions) return undefined;
    const [target, handles] = [targets[on], blocks[on]];
    if (target) return active.some((one) => one.target === target);
    return active.some((one) => handles?.includes(one.handle ?? '') && one.status === 'active');
  };
}

const pages: Partial<Record<Surface, string>> = {'thank-you': 'thank-you', 'order-status': 'order-status', account: 'profile'};

/**
 * Shopify's editor with the block at hand, '' for what has no place
 * (shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#deep-links).
 */
export function editorOf(on: Surface, key: string, block = 'question'): string {
  if (pages[on]) return `shopify://admin/settings/checkout/editor?page=${pages[on]}&context=apps&app=${key}`;
  const theme = 'shopify://admin/themes/current/editor?';
  if (on === 'prompt') return `${theme}context=apps&template=index&activateAppId=${key}/prompt`;
  if (on === 'cart') return `${theme}template=cart&addAppBlockId=${key}/cart-reason&target=newAppsSection`;
  return on === 'theme' ? `${theme}template=index&addAppBlockId=${key}/${block}&target=newAppsSection` : '';
}
