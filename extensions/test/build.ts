// What is tested of the theme blocks is what Shopify would serve.

// @ts-expect-error the script has no types
import { assets } from '../build.mjs';

export const setup = () => assets('theme-blocks');
