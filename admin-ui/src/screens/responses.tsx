// Answers as they come in, and how each was written back.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Deliveries} from '../parts/deliveries';
import {Failed, Loading} from '../parts/states';
import type {Response, ResponsePage} from '../types';

const pollEvery = 1500; // ms

export function Responses() {
  // The cursors of the pages walked through; only the newest page is live.
  const [trail, setTrail] = useState<string[]>([]);
  const cursor = trail.at(-1) ?? '';
  const page = useLoad((signal) => api.responses(cursor, signal), [cursor], cursor ? 0 : pollEvery);
  return (
    <s-page heading={t('responses.title')} inlineSize="large">
      {page.error && <Failed error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Loading />}
      {page.value && <Page page={page.value} trail={trail} setTrail={setTrail} />}
    </s-page>
  );
}

interface PageProps {
  page: ResponsePage;
  trail: string[];
  setTrail: (trail: string[]) => void;
}

function Page({page, trail, setTrail}: PageProps) {
  if (page.responses.length === 0 && trail.length === 0) return <Empty />;
  return (
    <s-section padding="none" accessibilityLabel={t('responses.title')}>
      <s-table
        paginate={trail.length > 0 || Boolean(page.next)}
        hasPreviousPage={trail.length > 0}
        hasNextPage={Boolean(page.next)}
        onPreviousPage={() => setTrail(trail.slice(0, -1))}
        onNextPage={() => page.next && setTrail([...trail, page.next])}
      >
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('responses.answer')}</s-table-header>
          <s-table-header listSlot="secondary">{t('responses.shopper')}</s-table-header>
          <s-table-header listSlot="secondary">{t('responses.where')}</s-table-header>
          <s-table-header listSlot="labeled">{t('responses.written')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{page.responses.map((one) => <Row key={one.id} response={one} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({response}: {response: Response}) {
  return (
    <s-table-row id={`response-${response.id}`}>
      <s-table-cell>
        <s-stack gap="small-300">
          {response.answers.map((answer) => (
            <s-stack key={answer.question}>
              <s-text type="strong">{answer.values.join(', ')}</s-text>
              <s-text color="subdued">{answer.prompt}</s-text>
            </s-stack>
          ))}
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-stack>
          {response.customer
            ? <s-link href={`shopify:admin/customers/${response.customer}`}>{t('responses.customer', {id: response.customer})}</s-link>
            : <s-text>{t('responses.guest')}</s-text>}
          {response.order && <s-text color="subdued">{t('responses.order', {order: response.order})}</s-text>}
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-stack>
          <s-text>{t(`surface.${response.surface}`)}</s-text>
          <s-text color="subdued">{ago(response.submitted_at)}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-stack gap="small-300">
          <Deliveries deliveries={response.deliveries} guest={!response.customer} />
          <s-link href={`/responses/${response.id}`} accessibilityLabel={t('receipts.see_where_label', {answers: spoken(response)})}>{t('receipts.see_where')}</s-link>
        </s-stack>
      </s-table-cell>
    </s-table-row>
  );
}

const spoken = ({answers}: Response) => answers.map(({values}) => values.join(', ')).join('; ');

function Empty() {
  return (
    <s-section accessibilityLabel={t('responses.empty')}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t('responses.empty')}</s-heading>
        <s-paragraph color="subdued">{t('responses.empty_hint')}</s-paragraph>
      </s-stack>
    </s-section>
  );
}
