// Who did what, and who read personal data.

import {useState} from 'preact/hooks';
import {ago, t} from '../i18n';
import {programs} from '../keys/api';
import type {Entry, EntryPage} from '../keys/types';
import {changeWords, outcomeOf, whatOf, whoOf} from '../keys/words';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {Select} from '../receipts/filters';

export function Audit() {
  const [kind, setKind] = useState('changes');
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through
  const {value, error, reload} = useLoad((signal) => programs.audit(kind, trail.at(-1) ?? '', signal), [kind, trail.at(-1)]);
  const choose = (next: string) => {
    setKind(next);
    setTrail([]);
  };
  return (
    <s-page heading={t('audit.title')} inlineSize="large">
      <s-link slot="breadcrumb-actions" href="/settings">{t('settings.title')}</s-link>
      <s-section accessibilityLabel={t('audit.title')}>
        <s-stack gap="base">
          <s-paragraph color="subdued">{t('audit.hint')}</s-paragraph>
          <Select label={t('audit.show')} any={t('audit.everything')} value={kind} details=""
            options={[['changes', t('audit.changes')], ['readings', t('audit.readings')]]} change={choose} />
          {error && <Failed error={error} retry={reload} />}
          {!value && !error && <Loading />}
          {value?.entries.length === 0 && <s-paragraph color="subdued">{t('audit.none')}</s-paragraph>}
          {value && value.entries.length > 0 && <Page page={value} trail={trail} setTrail={setTrail} />}
        </s-stack>
      </s-section>
    </s-page>
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
      <s-table-body>{page.entries.map((one) => <Row key={one.id} entry={one} />)}</s-table-body>
    </s-table>
  );
}

function Row({entry}: {entry: Entry}) {
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
      <s-table-cell>{ago(entry.at)}</s-table-cell>
      <s-table-cell><s-badge tone={tone}>{word}</s-badge></s-table-cell>
    </s-table-row>
  );
}
