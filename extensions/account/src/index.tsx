// The profile page of the customer account: what you told us.

import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/customer-account.profile.block.render';
import { render } from 'preact';

import { Answers } from '../../shared/Answers.tsx';
import { answers } from './answers.ts';

declare const shopify: Api;

function Account() {
  const translate = (key: string) => shopify.i18n.translate(key);
  const locale = shopify.localization.language.value.isoCode;
  return (
    <s-section heading={translate('heading')}>
      <Answers
        key={locale}
        load={() => answers(locale, translate)}
        translate={translate}
        date={(at) => shopify.i18n.formatDate(at, { dateStyle: 'long' })}
      />
    </s-section>
  );
}

export default function extension() {
  render(<Account />, document.body);
}
