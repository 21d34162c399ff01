// Who wants to know what is held of them, and what to hand on.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {ago, dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {useFirst} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import type {PrivacyRequest} from '../types';
import {save} from './save';

const mostAtOnce = 10;

export function Requests() {
  const {value, error, reload} = useLoad((signal) => api.privacyRequests(signal), []);
  // What is to be erased stands with its erasure.
  const {first, rest} = useFirst(value?.filter(({topic}) => topic === 'customers/data_request') ?? [], mostAtOnce);
  return (
    <s-section heading={t('privacy.requests')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <s-paragraph color="subdued">{t(first.length > 0 ? 'privacy.requests_hint' : 'privacy.requests_none')}</s-paragraph>}
      {first.length > 0 && (
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{t('privacy.whose')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.asked_on')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.due')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.export')}</s-table-header>
          </s-table-header-row>
          <s-table-body>{first.map((one) => <Row key={one.id} request={one} />)}</s-table-body>
        </s-table>
      )}
      {rest}
    </s-section>
  );
}

function Row({request: {id, customer, requested_at, due_at}}: {request: PrivacyRequest}) {
  return (
    <s-table-row>
      <s-table-cell>{customer ? <s-link href={`/people/${customer}`}>{t('privacy.of_customer', {id: customer})}</s-link> : t('privacy.of_erased')}</s-table-cell>
      <s-table-cell>{ago(requested_at)}</s-table-cell>
      <s-table-cell>{dayOf(due_at)}</s-table-cell>
      <s-table-cell>{customer ? <Export id={id} customer={customer} /> : t('privacy.nothing_left')}</s-table-cell>
    </s-table-row>
  );
}

function Export({id, customer}: {id: string; customer: string}) {
  const name = `customer-${customer}`;
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Error>();

  async function get(kind: 'json' | 'html') {
    setBusy(kind);
    setFailed(undefined);
    try {
      const {data, page} = await api.privacyExport(id);
      if (kind === 'json') save(`${name}.json`, 'application/json', JSON.stringify(data, null, 2));
      else save(`${name}.html`, 'text/html', page);
    } catch (error) {
      setFailed(error as Error);
    } finally {
      setBusy('');
    }
  }

  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-200">
        <s-button loading={busy === 'html'} accessibilityLabel={t('privacy.page_label', {id: customer})} onClick={() => get('html')}>{t('privacy.page')}</s-button>
        <s-button loading={busy === 'json'} accessibilityLabel={t('privacy.json_label', {id: customer})} onClick={() => get('json')}>{t('privacy.json')}</s-button>
      </s-stack>
      {failed && <Failed error={failed} />}
    </s-stack>
  );
}
