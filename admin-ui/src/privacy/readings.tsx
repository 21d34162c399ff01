// Who read personal data.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {Reading, ReadingPage} from '../types';
import {visits} from './words';

export function Readings() {
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through
  const cursor = trail.at(-1) ?? '';
  const {value, error, reload} = useLoad((signal) => api.readings(cursor, signal), [cursor]);
  return (
    <s-section heading={t('privacy.readings')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.readings.length === 0 && trail.length === 0 && <s-paragraph color="subdued">{t('privacy.readings_none')}</s-paragraph>}
      {value && value.readings.length > 0 && (
        <s-stack gap="base">
          <s-paragraph color="subdued">{t('privacy.readings_hint')}</s-paragraph>
          <Page page={value} trail={trail} setTrail={setTrail} />
        </s-stack>
      )}
    </s-section>
  );
}

function Page({page, trail, setTrail}: {page: ReadingPage; trail: string[]; setTrail(trail: string[]): void}) {
  return (
    <s-table paginate={trail.length > 0 || Boolean(page.next)} hasPreviousPage={trail.length > 0} hasNextPage={Boolean(page.next)}
      onPreviousPage={() => setTrail(trail.slice(0, -1))} onNextPage={() => page.next && setTrail([...trail, page.next])}>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('privacy.reader')}</s-table-header>
        <s-table-header listSlot="labeled">{t('privacy.did')}</s-table-header>
        <s-table-header listSlot="labeled">{t('privacy.whose')}</s-table-header>
        <s-table-header listSlot="labeled">{t('privacy.when')}</s-table-header>
      </s-table-header-row>
      <s-table-body>{visits(page.readings).map((one, i) => <Row key={i} reading={one} />)}</s-table-body>
    </s-table>
  );
}

function Row({reading}: {reading: Reading}) {
  const [, customer] = /^customer\/(\d+)$/.exec(reading.subject ?? '') ?? [];
  return (
    <s-table-row>
      <s-table-cell>{actorOf(reading.actor)}</s-table-cell>
      <s-table-cell>{t(`privacy.action.${reading.action}`)}</s-table-cell>
      <s-table-cell>{customer ? <s-link href={`/people/${customer}`}>{t('privacy.of_customer', {id: customer})}</s-link> : subjectOf(reading.subject)}</s-table-cell>
      <s-table-cell>{ago(reading.at)}</s-table-cell>
    </s-table-row>
  );
}

function actorOf(actor: string): string {
  const [kind, id] = actor.split('/');
  return t(`privacy.actor.${kind}`, {id: id ?? ''});
}

function subjectOf(subject = ''): string {
  if (subject.startsWith('profile/')) return t('privacy.of_guest');
  return t(subject ? 'privacy.of_erased' : 'privacy.of_many');
}
