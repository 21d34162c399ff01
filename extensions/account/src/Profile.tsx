// What a customer told us, how much of it there is, and the way to all of it.

import type { Api } from '@shopify/ui-extensions/customer-account.profile.block.render';

import { factsOf } from '../../shared/facts.ts';
import { NOTHING } from '../../shared/known.ts';
import { memoryIn } from '../../shared/memory.ts';
import { surveysFor } from '../../shared/survey.ts';
import { useLoaded } from '../../shared/useLoaded.ts';
import { type Profile as Loaded, profile, type Said } from './answers.ts';
import { Due } from './Due.tsx';

/** As many answers as a block has room for. */
const MOST = 4;

export function Profile({ page, locale }: { page: Api; locale: string }) {
  const { i18n } = page;
  const translate: typeof i18n.translate = i18n.translate.bind(i18n);
  const [loaded, again] = useLoaded(() => profile(locale, translate));
  return (
    <s-section heading={translate('heading')}>
      {loaded.state === 'loading' && <s-spinner accessibilityLabel={translate('loading')} />}
      {loaded.state === 'failed' && (
        <s-stack direction="block" gap="base">
          <s-banner tone="warning">{translate('failed')}</s-banner>
          <s-button onClick={again}>{translate('retry')}</s-button>
        </s-stack>
      )}
      {loaded.state === 'ready' && <Told loaded={loaded.value} page={page} locale={locale} />}
    </s-section>
  );
}

function Told({ loaded, page, locale }: { loaded: Loaded; page: Api; locale: string }) {
  const { said, done, asked } = loaded;
  const { i18n } = page;
  const so = said.length === 0 ? i18n.translate('empty') : i18n.translate('done', { count: done, all: asked });
  return (
    <s-stack direction="block" gap="base">
      <s-text color="subdued">{so}</s-text>
      {said.length > 0 && asked > 0 && <s-progress value={done} max={asked} accessibilityLabel={so} />}
      {said.slice(0, MOST).map((one) => (
        <Answer key={one.key} said={one} i18n={i18n} />
      ))}
      <s-stack direction="inline">
        <s-button variant="secondary" href="extension:preferences/">
          {i18n.translate('all')}
        </s-button>
      </s-stack>
      <Asking loaded={loaded} page={page} locale={locale} />
    </s-stack>
  );
}

function Answer({ said: { prompt, words, at, stale }, i18n }: { said: Said; i18n: Api['i18n'] }) {
  return (
    <s-stack direction="block" gap="small-400">
      <s-text type="strong">{prompt}</s-text>
      <s-text>{words.join(', ')}</s-text>
      {at && <s-text color="subdued">{i18n.translate('since', { date: i18n.formatDate(at, { dateStyle: 'long' }) })}</s-text>}
      {stale && (
        <s-stack direction="inline">
          <s-badge icon="clock">{i18n.translate('still')}</s-badge>
        </s-stack>
      )}
    </s-stack>
  );
}

/** Asks where something is published for this place. */
function Asking({ loaded: { published, known }, page, locale }: { loaded: Loaded; page: Api; locale: string }) {
  const { authenticatedAccount, i18n, localization, sessionToken, storage } = page;
  const customer = authenticatedAccount.customer.value?.id;
  const surveys = surveysFor(published, ['account']);
  if (!published || !customer || surveys.length === 0) return null;
  return (
    <>
      <s-divider />
      <Due
        surveys={surveys}
        surface="account"
        customer={customer}
        locale={locale}
        facts={factsOf({ surface: 'account', locale, country: localization.country.value?.isoCode, customer })}
        known={known ?? NOTHING}
        partly={!known}
        later={false}
        memory={memoryIn(storage, { customer })}
        server={{ url: published.app_url, token: () => sessionToken.get() }}
        editing={false}
        i18n={i18n}
      />
    </>
  );
}
