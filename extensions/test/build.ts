// What is tested of the theme blocks is what Shopify would serve.

import { assets } from '../build.mjs';

export const setup = () => assets('theme-blocks');
