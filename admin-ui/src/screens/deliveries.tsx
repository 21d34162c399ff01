// What was told to every destination, newest first; to be sent again or taken back.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {desk} from '../destinations/api';
import {goesOn} from '../destinations/progress';
import {Runs} from '../destinations/runs';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {Acts, type Result} from '../receipts/act';
import {receipts} from '../receipts/api';
import {Done} from '../receipts/done';
import {asked, chosen, nothing, type Choice} from '../receipts/filter';
import {Filters} from '../receipts/filters';
import {Chooser, List} from '../receipts/list';
import type {DeliveryFilter} from '../receipts/receipt';
import {useFilter} from '../receipts/use-filter';

const pollEvery = 2000; // ms

export function Deliveries() {
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through; only the newest page is live
  const [choice, setChoice] = useState<Choice>(nothing);
  const anew = () => {
    setTrail([]);
    setChoice(nothing);
  };
  const [filter, setFilter] = useFilter(anew);
  const [result, setResult] = useState<Result>();
  const cursor = trail.at(-1) ?? '';
  const {value, error, reload} = useLoad((signal) => receipts.list(filter, cursor, signal), [JSON.stringify(filter), cursor], cursor ? 0 : pollEvery);
  const runs = useLoad((signal) => desk.allRuns(signal), [], pollEvery);
  const others = (runs.value ?? []).filter((run) => goesOn(run) && run.of === 'deliveries' && run.id !== result?.run?.id);
  const status = useLoad((signal) => api.status(signal), [], pollEvery).value;
  const narrowed = Object.keys(asked(filter)).length > 0;

  const narrow = (next: DeliveryFilter) => {
    setFilter(next);
    anew();
  };
  const done = (next: Result) => {
    setResult(next);
    setChoice(nothing);
    reload();
  };
  const waiting = status?.destinations.reduce((all, one) => all + (result?.of.destination && one.id !== result.of.destination ? 0 : one.waiting), 0);
  return (
    <s-page heading={t('receipts.title')} inlineSize="large">
      <s-button slot="secondary-actions" href="/differences">{t('receipts.differences')}</s-button>
      {result && <Done key={result.deed + (result.run?.id ?? JSON.stringify(result.of))} result={result} waiting={waiting} again={done} />}
      <Runs runs={others} changed={runs.reload} named />
      <s-section accessibilityLabel={t('receipts.filter.title')}><Filters filter={filter} change={narrow} /></s-section>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.deliveries.length === 0 && trail.length === 0 && <Empty narrowed={narrowed} clear={() => narrow({})} />}
      {value && (value.deliveries.length > 0 || trail.length > 0) && (
        <s-section padding="none" accessibilityLabel={t('receipts.title')}>
          <s-box padding="base">
            <s-stack gap="small">
              <Chooser page={value} choice={choice} choose={setChoice} />
              <Acts of={chosen(choice, filter)} id="chosen" done={done} />
            </s-stack>
          </s-box>
          <List page={value} trail={trail} setTrail={setTrail} choice={choice} choose={setChoice} />
        </s-section>
      )}
    </s-page>
  );
}

function Empty({narrowed, clear}: {narrowed: boolean; clear: () => void}) {
  const words = narrowed ? 'receipts.none' : 'receipts.empty';
  return (
    <s-section accessibilityLabel={t(words)}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t(words)}</s-heading>
        <s-paragraph color="subdued">{t(`${words}_hint`)}</s-paragraph>
        {narrowed && <s-button onClick={clear}>{t('receipts.filter.clear')}</s-button>}
      </s-stack>
    </s-section>
  );
}
