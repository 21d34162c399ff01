// Answers as they come in, and how each was written back.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Deliveries} from '../parts/deliveries';
import {Fold} from '../parts/fold';
import {Failed} from '../parts/states';
import {responses, type Page as Found} from '../responses/api';
import {answeredIn, same, written as asAddress, type Asked, type ResponseFilter} from '../responses/filter';
import {Files, modal as exporting} from '../responses/files';
import {Chips, Filters, Search, useQuestions} from '../responses/filters';
import {Names} from '../responses/names';
import {Marked} from '../responses/marked';
import {Skeleton} from '../responses/skeleton';
import {useFilter} from '../responses/use-filter';
import {Views} from '../responses/views';
import {Wanted} from '../responses/wanted';
import {written, type Waiting} from '../responses/written';
import type {Response} from '../types';

const pollEvery = 1500; // ms

export function Responses() {
  // The cursors of the pages walked through; only the newest page is live.
  const [trail, setTrail] = useState<string[]>([]);
  const [filter, setFilter] = useFilter(() => setTrail([]));
  const cursor = trail.at(-1) ?? '';
  const narrowed = !same(filter, {});
  const of = `${asAddress('', filter)} ${cursor}`;
  const page = useLoad(async (signal) => ({of, found: await responses.list(filter, cursor, signal)}), [of], cursor || narrowed ? 0 : pollEvery);
  const surveys = useLoad((signal) => api.surveys(signal), []).value ?? [];
  const inSurvey = useQuestions(filter.survey);
  const questions = filter.survey ? inSurvey : answeredIn(page.value?.found.responses ?? [], filter.question);
  const at = `${filter.survey ?? ''}/${filter.question ?? ''}`; // what was named there wants no name any more
  const waiting = useLoad((signal) => written.waiting(signal), [at]);
  const asking = askingOf(filter, questions, waiting.value);
  const narrow = (next: ResponseFilter) => {
    setTrail([]);
    setFilter(next);
  };
  const found = page.value?.of === of ? page.value.found : undefined; // what another filter leaves is not shown
  const settled = found && (waiting.value || waiting.error); // at once: a line that comes later would push the table away
  return (
    <s-page heading={t('responses.title')} inlineSize="large">
      <s-button slot="secondary-actions" commandFor={exporting} command="--show">{t('responses.files.export')}</s-button>
      <s-section accessibilityLabel={t('responses.filter.title')}>
        <s-stack gap="base">
          <Views filter={filter} change={narrow} />
          <Search filter={filter} change={narrow} />
          <Fold show={t('responses.filter.title')} label={t('responses.title')}>
            <Filters filter={filter} surveys={surveys} questions={questions} change={narrow} />
          </Fold>
          <Chips filter={filter} surveys={surveys} questions={questions} change={narrow} />
        </s-stack>
      </s-section>
      <Files filter={filter} surveys={surveys} questions={questions} />
      {filter.survey && asking && <Names key={asking.key} survey={filter.survey} question={asking} changed={page.reload} show={(value) => narrow({...filter, value})} />}
      {settled && waiting.value && !cursor && same({...filter, survey: ''}, {}) && (
        <Wanted waiting={waiting.value} survey={filter.survey} go={({survey: {id}, question}) => narrow({survey: id, question})} />
      )}
      {page.error && <Failed error={page.error} retry={page.reload} />}
      {!settled && !page.error && <Skeleton />}
      {found && settled && <Page page={found} trail={trail} setTrail={setTrail} narrowed={narrowed} text={filter.text ?? ''} clear={() => narrow({})} />}
    </s-page>
  );
}

/** The question whose write-ins are looked at: one in which something can be written, or could once. */
function askingOf({survey, question}: ResponseFilter, questions: Asked[], waiting: Waiting | undefined): Asked | undefined {
  const asked = questions.find(({key}) => key === question);
  if (asked?.options.some(([value]) => value === '*')) return asked;
  const place = questions.length > 0 ? waiting?.questions.find((one) => one.survey.id === survey && one.question === question) : undefined;
  return place && {key: place.question, prompt: place.prompt, options: asked?.options ?? []};
}

interface PageProps {
  page: Found;
  trail: string[];
  setTrail: (trail: string[]) => void;
  narrowed: boolean;
  text: string;
  clear: () => void;
}

function Page({page, trail, setTrail, narrowed, text, clear}: PageProps) {
  if (page.responses.length === 0 && page.looked_until && page.next) return <Further page={page} look={(next) => setTrail([...trail, next])} />;
  if (page.responses.length === 0 && trail.length === 0) return <Empty narrowed={narrowed} clear={clear} />;
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
        <s-table-body>{page.responses.map((one) => <Row key={one.id} response={one} text={text} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({response, text}: {response: Response; text: string}) {
  return (
    <s-table-row id={`response-${response.id}`}>
      <s-table-cell>
        <s-stack gap="small-300">
          {response.answers.map((answer) => (
            <s-stack key={answer.question}>
              <s-text type="strong"><Marked text={answer.values.join(', ')} words={text} /></s-text>
              {answer.written && <s-text color="subdued">{t('responses.names.as_written')} <Marked text={answer.written} words={text} /></s-text>}
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

/** What is asked for is rare: so far none was found, and older ones are not looked at yet. */
function Further({page, look}: {page: Found; look: (next: string) => void}) {
  return (
    <s-section accessibilityLabel={t('responses.further')}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t('responses.further')}</s-heading>
        <s-paragraph color="subdued">{t('responses.further_hint', {when: ago(page.looked_until ?? '')})}</s-paragraph>
        <s-button onClick={() => look(page.next ?? '')}>{t('responses.look_further')}</s-button>
      </s-stack>
    </s-section>
  );
}

function Empty({narrowed, clear}: {narrowed: boolean; clear: () => void}) {
  const words = narrowed ? 'responses.none' : 'responses.empty';
  return (
    <s-section accessibilityLabel={t(words)}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t(words)}</s-heading>
        <s-paragraph color="subdued">{t(`${words}_hint`)}</s-paragraph>
        {narrowed && <s-button onClick={clear}>{t('responses.filter.clear')}</s-button>}
      </s-stack>
    </s-section>
  );
}
