// Where a destination holds something else than was written there, and whose is to stand.

import {useState} from 'preact/hooks';
import {desk} from '../destinations/api';
import type {Connected} from '../destinations/types';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {receipts} from '../receipts/api';
import {Select} from '../receipts/filters';
import {Found, Sides} from '../receipts/looked';
import {LookAt} from '../receipts/lookat';
import type {CheckPage} from '../receipts/receipt';

const pollEvery = 3000; // ms

export function Differences() {
  const [destination, setDestination] = useState('');
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through
  const cursor = trail.at(-1) ?? '';
  const {value, error, reload} = useLoad((signal) => receipts.checks(destination, cursor, signal), [destination, cursor], cursor ? 0 : pollEvery);
  const destinations = useLoad((signal) => desk.all(signal), []).value ?? [];
  const chosen = destinations.find(({id}) => id === destination);
  const choose = (id: string) => {
    setDestination(id);
    setTrail([]);
  };
  return (
    <s-page heading={t('receipts.differences')} inlineSize="large">
      <s-link slot="breadcrumb-actions" href="/deliveries">{t('receipts.title')}</s-link>
      <Where destinations={destinations} chosen={chosen} choose={choose} changed={reload} some={Boolean(value?.checks.length)} />
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && (value.checks.length > 0 || trail.length > 0 ? <List page={value} trail={trail} setTrail={setTrail} changed={reload} /> : <None />)}
    </s-page>
  );
}

interface WhereProps {
  destinations: Connected[];
  chosen: Connected | undefined;
  choose: (id: string) => void;
  changed: () => void;
  some: boolean; // differences are listed
}

function Where({destinations, chosen, choose, changed, some}: WhereProps) {
  return (
    <s-section accessibilityLabel={t('receipts.filter.title')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{t('receipts.differences_hint')}</s-paragraph>
        <Select label={t('receipts.filter.destination')} any={t('receipts.filter.any_destination')} value={chosen?.id ?? ''} details={chosen ? '' : t('receipts.look_hint')}
          options={destinations.map(({id, title}) => [id, title])} change={choose} />
        {chosen && <LookAt key={chosen.id} destination={chosen} changed={changed} />}
        {chosen && some && <Sides all of={chosen.title} changed={changed} decide={(side) => receipts.decideAll(chosen.id, side)} />}
      </s-stack>
    </s-section>
  );
}

interface ListProps {
  page: CheckPage;
  trail: string[];
  setTrail: (trail: string[]) => void;
  changed: () => void;
}

function List({page, trail, setTrail, changed}: ListProps) {
  return (
    <s-section accessibilityLabel={t('receipts.differences')}>
      <s-stack gap="base">
        {page.checks.map((one) => <Found key={one.destination + one.subject} check={one} changed={changed} />)}
        {(trail.length > 0 || page.next) && (
          <s-stack direction="inline" gap="small-200" justifyContent="center">
            <s-button disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>{t('receipts.previous')}</s-button>
            <s-button disabled={!page.next} onClick={() => page.next && setTrail([...trail, page.next])}>{t('receipts.next')}</s-button>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}

function None() {
  return (
    <s-section accessibilityLabel={t('receipts.same')}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t('receipts.same')}</s-heading>
        <s-paragraph color="subdued">{t('receipts.same_hint')}</s-paragraph>
      </s-stack>
    </s-section>
  );
}
