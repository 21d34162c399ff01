// Draws an extension, and again whenever what it read of the page has changed.
//
// '@shopify/ui-extensions/preact' would do that for every component by itself, at
// a tenth of what a bundle may weigh. Only the outermost reads the page here.

import { effect, Signal } from '@preact/signals-core';
import { type ComponentChild, render } from 'preact';

/** Shopify's global, as far as it concerns signals: its own are of the class it is given. */
declare const shopify: { setSignals?: (type: typeof Signal) => void };

/** Draws what the page makes of the extension now and later. */
export function draw(extension: () => ComponentChild): void {
  shopify.setSignals?.(Signal);
  effect(() => render(extension(), document.body));
}
