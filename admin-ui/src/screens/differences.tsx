// Where a destination holds something else than was written there, and whose is to stand.

import {useState} from 'preact/hooks';
import {desk} from '../destinations/api';
import type {Connected} from '../destinations/types';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {pathOf} from '../people/who';
import {receipts} from '../receipts/api';
import {Select} from '../receipts/filters';
import {Differences as Table, Settle} from '../receipts/looked';
import {LookAt} from '../receipts/lookat';
import type {Check, CheckPage} from '../receipts/receipt';
import {whoseOf} from '../receipts/words';

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
      {value && (value.checks.length > 0 || trail.length > 0 ? <Found page={value} trail={trail} setTrail={setTrail} changed={reload} /> : <None />)}
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
        {chosen && some && <Settle where={{destination: chosen.id}} of={chosen.title} changed={changed} />}
      </s-stack>
    </s-section>
  );
}

interface FoundProps {
  page: CheckPage;
  trail: string[];
  setTrail: (trail: string[]) => void;
  changed: () => void;
}

function Found({page, trail, setTrail, changed}: FoundProps) {
  return (
    <s-section padding="none" accessibilityLabel={t('receipts.differences')}>
      <Table checks={page.checks} changed={changed} naming={(check) => <Whose check={check} />}
        pages={{paginate: trail.length > 0 || Boolean(page.next), hasPreviousPage: trail.length > 0, hasNextPage: Boolean(page.next),
          onPreviousPage: () => setTrail(trail.slice(0, -1)), onNextPage: () => page.next && setTrail([...trail, page.next])}} />
    </s-section>
  );
}

function Whose({check}: {check: Check}) {
  const whose = whoseOf(check);
  return (
    <s-stack gap="small-400">
      {check.person ? <s-link href={pathOf(check.person)}>{whose}</s-link> : <s-text>{whose}</s-text>}
      <s-link tone="neutral" href={`/deliveries/${check.delivery}`}>{t('receipts.seen_at', {to: check.title, when: check.checked_at ? ago(check.checked_at) : ''})}</s-link>
    </s-stack>
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
