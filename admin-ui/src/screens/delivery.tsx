// One delivery: what it wrote and over what, every try at it, and what was found there since.

import {useState} from 'preact/hooks';
import {Problem} from '../api';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {pathOf} from '../people/who';
import {Acts, type Result} from '../receipts/act';
import {receipts} from '../receipts/api';
import {Attempts} from '../receipts/attempts';
import {Done} from '../receipts/done';
import {Looked} from '../receipts/looked';
import type {ReceiptDetails} from '../receipts/receipt';
import {State} from '../receipts/state';
import {fateOf, whoseOf, whyOf} from '../receipts/words';
import {backToList} from '../receipts/use-filter';
import {Writes} from '../receipts/writes';

const pollEvery = 2000; // ms

export function Delivery({id}: {id: string}) {
  const {value, error, reload} = useLoad((signal) => receipts.one(id, signal), [id], pollEvery);
  const [result, setResult] = useState<Result>();
  const done = (next: Result) => {
    setResult(next);
    reload();
  };
  return (
    <s-page heading={value ? t('receipts.one', {to: value.title, whose: whoseOf(value)}) : t('receipts.title')}>
      <s-link slot="breadcrumb-actions" href={backToList()}>{t('receipts.title')}</s-link>
      {error && (missing(error) ? <s-banner tone="critical">{t('receipts.not_found')}</s-banner> : <Failed error={error} retry={reload} />)}
      {!value && !error && <Loading />}
      {result && <Done key={result.deed} result={result} waiting={undefined} again={done} />}
      {value && (
        <>
          <Fate receipt={value} done={done} />
          <Writes writes={value.writes} labels={value.labels} state={value.state} />
          {value.checks.map((one) => <Looked key={one.subject} check={one} changed={reload} />)}
          <Attempts attempts={value.attempts} />
        </>
      )}
    </s-page>
  );
}

const missing = (error: Error) => error instanceof Problem && error.status === 404;

function Fate({receipt, done}: {receipt: ReceiptDetails; done: (result: Result) => void}) {
  const {id, person, response, created_at} = receipt;
  return (
    <s-section heading={t('receipts.fate_head')}>
      <s-stack gap="base">
        <s-stack gap="small-300">
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <State receipt={receipt} />
            <s-text>{fateOf(receipt)}</s-text>
          </s-stack>
          <s-text color="subdued">{t('receipts.because', {why: whyOf(receipt), when: ago(created_at)})}</s-text>
        </s-stack>
        <s-stack direction="inline" gap="base">
          {person && <s-link href={pathOf(person)}>{t('receipts.see_person')}</s-link>}
          {response && <s-link href={`/responses/${response}`}>{t('receipts.see_trail')}</s-link>}
        </s-stack>
        <Acts of={{ids: [id]}} id={id} done={done} />
      </s-stack>
    </s-section>
  );
}
