// What customers have asked for by law, and how far each request is.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {ago, dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {PrivacyRequest} from '../types';
import {save} from './save';

export function Requests() {
  const {value, error, reload} = useLoad((signal) => api.privacyRequests(signal), []);
  return (
    <s-section heading={t('privacy.requests')} padding={value?.length ? 'none' : 'base'}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.length === 0 && <s-paragraph color="subdued">{t('privacy.requests_none')}</s-paragraph>}
      {value && value.length > 0 && (
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{t('privacy.request')}</s-table-header>
            <s-table-header listSlot="inline">{t('privacy.standing')}</s-table-header>
            <s-table-header listSlot="secondary">{t('privacy.due')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.export')}</s-table-header>
          </s-table-header-row>
          <s-table-body>{value.map((one) => <Row key={one.id} request={one} />)}</s-table-body>
        </s-table>
      )}
    </s-section>
  );
}

function Row({request}: {request: PrivacyRequest}) {
  const access = request.topic === 'customers/data_request';
  const whose = request.customer ? t('privacy.of_customer', {id: request.customer}) : t('privacy.of_nobody');
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack>
          <s-text type="strong">{t(access ? 'privacy.access' : 'privacy.erasure')}</s-text>
          <s-text color="subdued">{access ? `${whose}, ${ago(request.requested_at)}` : ago(request.requested_at)}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell><Standing done={request.finished_at} due={request.due_at} /></s-table-cell>
      <s-table-cell>{dayOf(request.due_at)}</s-table-cell>
      <s-table-cell>{access && request.customer ? <Export id={request.id} /> : ''}</s-table-cell>
    </s-table-row>
  );
}

const week = 7 * 86_400_000;

/** Whether something is done, due within a week, or late. */
export function Standing({done, due}: {done?: string | undefined; due: string}) {
  const left = Date.parse(due) - Date.now();
  if (done) return <s-badge tone="success">{t('privacy.done')}</s-badge>;
  if (left < 0) return <s-badge tone="critical">{t('privacy.overdue')}</s-badge>;
  return <s-badge tone={left < week ? 'warning' : 'info'}>{t(left < week ? 'privacy.due_soon' : 'privacy.open')}</s-badge>;
}

function Export({id}: {id: string}) {
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState(false);
  const name = `privacy-${id.replace(/\W+/g, '-')}`;

  async function get(kind: 'json' | 'html') {
    setBusy(kind);
    setFailed(false);
    try {
      const data = await api.privacyExport(id);
      if (kind === 'json') save(`${name}.json`, 'application/json', JSON.stringify(data.data, null, 2));
      else save(`${name}.html`, 'text/html', data.page);
    } catch {
      setFailed(true);
    } finally {
      setBusy('');
    }
  }

  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-200">
        <s-button loading={busy === 'html'} accessibilityLabel={t('privacy.page_label', {id})} onClick={() => get('html')}>{t('privacy.page')}</s-button>
        <s-button loading={busy === 'json'} accessibilityLabel={t('privacy.json_label', {id})} onClick={() => get('json')}>{t('privacy.json')}</s-button>
      </s-stack>
      {failed && <s-text tone="critical">{t('errors.network')}</s-text>}
    </s-stack>
  );
}
