// The profile page of the customer account: what you told us, and one thing more.

import type { Api } from '@shopify/ui-extensions/customer-account.profile.block.render';

import { draw } from '../../shared/draw.ts';
import { Profile } from './Profile.tsx';

declare const shopify: Api;

export default function extension() {
  const { language } = shopify.localization;
  draw(() => <Profile key={language.value.isoCode} page={shopify} locale={language.value.isoCode} />, [language]);
}
