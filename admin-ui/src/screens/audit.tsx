// Who did what, and who read personal data.

import {useEffect, useState} from 'preact/hooks';
import {useAddress} from '../address';
import {typed} from '../editor/words-input';
import {ago, t} from '../i18n';
import {programs} from '../keys/api';
import {actors, asked, exactly, read, written, type AuditFilter} from '../keys/audit';
import type {Entry, EntryPage} from '../keys/types';
import {changeWords, outcomeOf, whatOf, whoOf} from '../keys/words';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {Select} from '../receipts/filters';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone; // until the shop's is known

export function Audit() {
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through
  const [filter, setFilter] = useAddress(read, written, () => setTrail([]));
  const [seen, setSeen] = useState<Entry[]>([]); // one of each who was met so far
  const [zone, setZone] = useState(ownZone);
  const query = asked(filter, zone);
  const cursor = trail.at(-1) ?? '';
  const of = JSON.stringify([query, cursor]);
  const page = useLoad(async (signal) => ({of, found: await programs.audit(query, cursor, signal)}), [of]);
  const value = page.value?.of === of ? page.value.found : undefined; // what another filter leaves is not shown
  const {error, reload} = page;
  useEffect(() => {
    if (!value) return;
    setZone(value.zone);
    setSeen((before) => [...before, ...value.entries.filter(({actor}, at) => [...before, ...value.entries.slice(0, at)].every((one) => one.actor !== actor))]);
  }, [value]);
  const choose = (next: Partial<AuditFilter>) => {
    setFilter({...filter, ...next});
    setTrail([]);
  };
  const narrowed = Boolean(filter.actor || filter.from || filter.to);
  return (
    <s-page heading={t('audit.title')} inlineSize="large">
      <s-link slot="breadcrumb-actions" href="/settings">{t('settings.title')}</s-link>
      <s-section accessibilityLabel={t('audit.title')}>
        <s-stack gap="base">
          <s-paragraph color="subdued">{t('audit.hint')} {t('audit.clock', {zone})}</s-paragraph>
          <Filters filter={filter} seen={seen} choose={choose} />
          {error && <Failed error={error} retry={reload} />}
          {!value && !error && <Loading />}
          {value?.entries.length === 0 && <s-paragraph color="subdued">{t(narrowed ? 'audit.none_like' : 'audit.none')}</s-paragraph>}
          {value && value.entries.length > 0 && <Page page={value} trail={trail} setTrail={setTrail} />}
        </s-stack>
      </s-section>
    </s-page>
  );
}

function Filters({filter, seen, choose}: {filter: AuditFilter; seen: Entry[]; choose(next: Partial<AuditFilter>): void}) {
  const keys = useLoad((signal) => programs.every(signal), []).value ?? [];
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr))" gap="base" alignItems="start">
      <Select label={t('audit.show')} any={t('audit.everything')} value={filter.kind}
        options={[['changes', t('audit.changes')], ['readings', t('audit.readings')]]} change={(kind) => choose({kind})} />
      <Select label={t('audit.who')} any={t('audit.everybody')} value={filter.actor} options={actors(seen, keys, filter.actor)} change={(actor) => choose({actor})} />
      <s-date-field label={t('audit.from')} value={filter.from} onChange={(event: Event) => choose({from: typed(event)})} />
      <s-date-field label={t('audit.to')} value={filter.to} onChange={(event: Event) => choose({to: typed(event)})} />
    </s-grid>
  );
}

function Page({page, trail, setTrail}: {page: EntryPage; trail: string[]; setTrail(trail: string[]): void}) {
  return (
    <s-table paginate={trail.length > 0 || Boolean(page.next)} hasPreviousPage={trail.length > 0} hasNextPage={Boolean(page.next)}
      onPreviousPage={() => setTrail(trail.slice(0, -1))} onNextPage={() => page.next && setTrail([...trail, page.next])}>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('audit.what')}</s-table-header>
        <s-table-header listSlot="labeled">{t('audit.who')}</s-table-header>
        <s-table-header listSlot="labeled">{t('audit.whose')}</s-table-header>
        <s-table-header listSlot="labeled">{t('audit.when')}</s-table-header>
        <s-table-header listSlot="inline">{t('audit.how')}</s-table-header>
      </s-table-header-row>
      <s-table-body>{page.entries.map((one) => <Row key={one.id} entry={one} zone={page.zone} />)}</s-table-body>
    </s-table>
  );
}

function Row({entry, zone}: {entry: Entry; zone: string}) {
  const [, customer] = /^customer\/(\d+)$/.exec(entry.subject ?? '') ?? [];
  const {tone, word} = outcomeOf(entry);
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack>
          <s-text>{whatOf(entry)}</s-text>
          {entry.changes?.map((one) => <s-text key={one.field} color="subdued">{changeWords(one)}</s-text>)}
        </s-stack>
      </s-table-cell>
      <s-table-cell>{whoOf(entry)}</s-table-cell>
      <s-table-cell>{customer ? <s-link href={`/people/${customer}`}>{t('privacy.of_customer', {id: customer})}</s-link> : entry.subject ? t('audit.somebody') : ''}</s-table-cell>
      <s-table-cell>
        <time dateTime={entry.at} title={t('audit.exactly', {at: exactly(entry.at, zone), zone})}>
          <s-stack>
            <s-text>{exactly(entry.at, zone)}</s-text>
            <s-text color="subdued">{ago(entry.at)}</s-text>
          </s-stack>
        </time>
      </s-table-cell>
      <s-table-cell><s-badge tone={tone}>{word}</s-badge></s-table-cell>
    </s-table-row>
  );
}
