// Stands in for https://cdn.shopify.com/shopifycloud/polaris.js.

import {defineElements} from './elements';
import {warnOfUnknown} from './elements/unknown';
import {dress} from './theme';

dress('app');
defineElements();
warnOfUnknown(document);
