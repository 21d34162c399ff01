// How Shopify's news come in: what came, what waits to be read, and what to do.

import {useState} from 'preact/hooks';
import {call} from '../api';
import {heardOf, tones, type Heard} from '../home/heard';
import type {HearingFacts, Unread} from '../home/types';
import {ago, amount, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {sentence} from '../privacy/words';

const pollEvery = 5000; // ms: a test order is seen as it comes

export function Hearing() {
  const {value, error, reload} = useLoad((signal) => call<HearingFacts>('GET', '/home/hearing', undefined, signal), [], pollEvery);
  return (
    <s-page heading={t('hearing.title')}>
      <s-link slot="breadcrumb-actions" href="/">{t('home.title')}</s-link>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && (
        <>
          <Standing facts={value} again={reload} />
          {value.kinds.length > 0 && <Waiting kinds={value.kinds} />}
          <Steps heard={heardOf(value)} />
        </>
      )}
    </s-page>
  );
}

function Standing({facts, again}: {facts: HearingFacts; again(): void}) {
  const [before, setBefore] = useState<HearingFacts>(); // what was known when somebody had it looked at again
  const heard = heardOf(facts);
  const {latest, orders, untold, waiting} = facts;
  const lines: [string, string][] = [
    [t('hearing.latest'), latest ? ago(latest) : t('hearing.never')],
    [t('hearing.orders'), orders > 0 ? t('hearing.known', {known: amount(orders - untold), orders: amount(orders)}) : t('hearing.no_orders')],
    [t('hearing.waiting'), waiting > 0 ? amount(waiting) : t('hearing.none')],
  ];
  return (
    <s-section heading={t('hearing.standing')}>
      <s-stack gap="base">
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-badge tone={tones[heard]}>{t(`hearing.heard.${heard}`)}</s-badge>
          <s-text color="subdued">{t('hearing.hint')}</s-text>
        </s-stack>
        <s-grid gridTemplateColumns="auto 1fr" gap="small-200 base">
          {lines.map(([label, fact]) => [<s-text color="subdued">{label}</s-text>, <s-text>{fact}</s-text>])}
        </s-grid>
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-button onClick={() => { setBefore(facts); again(); }}>{t('hearing.again')}</s-button>
          <div role="status">{before && before !== facts && <s-text color="subdued">{t('hearing.looked')}</s-text>}</div>
        </s-stack>
      </s-stack>
    </s-section>
  );
}

function Waiting({kinds}: {kinds: Unread[]}) {
  return (
    <s-section heading={t('hearing.unread')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('hearing.kind')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('hearing.many')}</s-table-header>
          <s-table-header listSlot="labeled">{t('hearing.first')}</s-table-header>
          <s-table-header listSlot="secondary">{t('hearing.why')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {kinds.map(({topic, waiting, since, reason}) => (
            <s-table-row key={topic}>
              <s-table-cell>{topic}</s-table-cell>
              <s-table-cell>{amount(waiting)}</s-table-cell>
              <s-table-cell>{ago(since)}</s-table-cell>
              <s-table-cell><s-text color="subdued">{reason ? sentence(reason) : t('hearing.turn')}</s-text></s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

const steps = {shut: ['permit', 'wait'], silent: ['try', 'deploy', 'log'], partly: ['permit_orders', 'deploy', 'log'], late: ['read', 'tell'], well: []} as const satisfies Record<Heard, string[]>;

function Steps({heard}: {heard: Heard}) {
  if (heard === 'well') return <s-section heading={t('hearing.do')}><s-paragraph>{t('hearing.nothing')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('hearing.do')}>
      <s-stack gap="base">
        <s-paragraph>{t(`hearing.means.${heard}`)}</s-paragraph>
        <s-ordered-list>{steps[heard].map((step) => <s-list-item key={step}>{t(`hearing.step.${step}`)}</s-list-item>)}</s-ordered-list>
        {heard === 'shut' && <s-stack direction="inline"><s-button href="/destinations/shopify">{t('home.access.button')}</s-button></s-stack>}
      </s-stack>
    </s-section>
  );
}
