// The page "Preferences" of the customer account.

import type { Api } from '@shopify/ui-extensions/customer-account.page.render';

import { published } from '../../shared/customer.ts';
import { draw } from '../../shared/draw.ts';
import { useLoaded } from '../../shared/useLoaded.ts';
import { Page, Waiting } from './Page.tsx';

declare const shopify: Api;

/** Where the app lives stands in what it published. */
async function address(): Promise<string> {
  const { app_url } = (await published()) ?? {};
  if (!app_url) throw new Error('nothing is published');
  return app_url;
}

function Preferences({ locale }: { locale: string }) {
  const { i18n, storage, sessionToken } = shopify;
  const [loaded, again] = useLoaded(address);
  const translate = i18n.translate.bind(i18n);
  return (
    <s-page heading={translate('heading')} subheading={translate('subheading')}>
      {loaded.state === 'ready' ? (
        <Page server={{ url: loaded.value, token: () => sessionToken.get() }} locale={locale} i18n={i18n} storage={storage} />
      ) : (
        <Waiting failed={loaded.state === 'failed'} translate={translate} again={again} />
      )}
    </s-page>
  );
}

export default function extension() {
  const { language } = shopify.localization;
  draw(() => <Preferences key={language.value.isoCode} locale={language.value.isoCode} />, [language]);
}
