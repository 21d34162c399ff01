// Where answers go besides the shop, and how each destination stands.

import {desk} from '../destinations/api';
import {backlog, checked, standingOf, tones, trouble} from '../destinations/standing';
import type {Connected} from '../destinations/types';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';

/** Where a tool is connected. No destination has such an id. */
export const newDestination = '/destinations/_new';

export const pollEvery = 5000; // ms: what waits is sent while one looks

export function Destinations() {
  const {value, error, reload} = useLoad((signal) => desk.all(signal), [], pollEvery);
  const connected = value?.some(({connects}) => connects);
  return (
    <s-page heading={t('destinations.title')} inlineSize="large">
      {connected && <s-button slot="primary-action" variant="primary" href={newDestination}>{t('destinations.connect')}</s-button>}
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && !connected && <Empty />}
      {value && value.length > 0 && <List destinations={value} />}
    </s-page>
  );
}

function Empty() {
  return (
    <s-section accessibilityLabel={t('destinations.empty')}>
      <s-stack alignItems="center" gap="base" padding="large-300">
        <s-heading>{t('destinations.empty')}</s-heading>
        <s-box maxInlineSize="576px"><s-paragraph color="subdued">{t('destinations.empty_hint')}</s-paragraph></s-box>
        <s-button variant="primary" href={newDestination}>{t('destinations.connect')}</s-button>
      </s-stack>
    </s-section>
  );
}

function List({destinations}: {destinations: Connected[]}) {
  return (
    <s-section padding="none" accessibilityLabel={t('destinations.title')}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('destinations.destination')}</s-table-header>
          <s-table-header listSlot="inline">{t('destinations.state')}</s-table-header>
          <s-table-header listSlot="secondary">{t('destinations.how')}</s-table-header>
          <s-table-header listSlot="labeled">{t('destinations.to_send')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{destinations.map((one) => <Row key={one.id} one={one} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({one}: {one: Connected}) {
  const link = `destination-${one.id}`;
  const standing = standingOf(one);
  return (
    <s-table-row clickDelegate={link}>
      <s-table-cell>
        <s-stack>
          <s-link id={link} tone="neutral" href={`/destinations/${one.id}`}>{one.title}</s-link>
          {one.account && <s-text color="subdued">{one.account}</s-text>}
        </s-stack>
      </s-table-cell>
      <s-table-cell><s-badge tone={tones[standing]}>{t(`destinations.standing.${standing}`)}</s-badge></s-table-cell>
      <s-table-cell>
        <s-stack gap="small-400">
          {trouble(one) && <s-text>{trouble(one)}</s-text>}
          <s-text color="subdued">{one.connects ? checked(one) : t('destinations.comes_with')}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell>{backlog(one)}</s-table-cell>
    </s-table-row>
  );
}
