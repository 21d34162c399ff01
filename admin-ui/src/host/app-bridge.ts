// Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js. The frame's
// origin is the one this script came from.

import {bridge} from './bridge/bridge';
import {type FromApp, type FromFrame, linkTo} from './messages';

const {origin} = new URL((document.currentScript as HTMLScriptElement).src);
const shopify = bridge(linkTo<FromApp, FromFrame>(() => window.parent, origin), origin);
Object.defineProperty(window, 'shopify', {configurable: true, writable: true, enumerable: true, value: shopify});
