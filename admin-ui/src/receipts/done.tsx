// What was done with deliveries, how far it is, and the other way round.

import {useState} from 'preact/hooks';
import {desk} from '../destinations/api';
import {goesOn, titleOf} from '../destinations/progress';
import {Course} from '../destinations/runs';
import type {Run} from '../destinations/types';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {act, Says, type Deed, type Result} from './act';

const pollEvery = 1000; // ms

export function Done({result, waiting, again}: {result: Result; waiting: number | undefined; again: (result: Result) => void}) {
  if (result.run) return <Ran result={result} begun={result.run} again={again} />;
  return (
    <s-banner tone="info" heading={t(`receipts.${result.deed}_done`)}>
      <s-stack gap="base">
        <Says result={result} done />
        <OnWay waiting={waiting} />
        <Back result={result} again={again} />
      </s-stack>
    </s-banner>
  );
}

// One that a run does: how far that is.
function Ran({result, begun, again}: {result: Result; begun: Run; again: (result: Result) => void}) {
  const [over, setOver] = useState(false);
  const {value, reload} = useLoad(async (signal) => {
    const now = await desk.run(begun.id, signal);
    setOver(!goesOn(now));
    return now;
  }, [begun.id], over ? 0 : pollEvery);
  const run = value ?? begun;
  const {state} = run;
  const title = titleOf(run, true);
  const heading = state === 'running' ? title : state === 'paused' ? t('runs.now', {title, state: t('runs.states.paused')}) : state === 'cancelled' ? t('runs.states.cancelled') : t(`receipts.${result.deed}_done`);
  return (
    <s-banner tone="info" heading={heading}>
      <s-stack gap="base">
        <Course run={run} title={title} changed={reload} />
        {!goesOn(run) && <Back result={result} again={again} />}
      </s-stack>
    </s-banner>
  );
}

function OnWay({waiting}: {waiting: number | undefined}) {
  const [most, setMost] = useState(0);
  if ((waiting ?? 0) > most) setMost(waiting!);
  if (waiting === undefined) return null;
  if (waiting === 0) return <s-text>{t('receipts.all_there')}</s-text>;
  return (
    <s-stack gap="small-300">
      <s-text>{t('receipts.on_way', {count: waiting, n: amount(waiting)})}</s-text>
      <s-progress value={most - waiting} max={most} accessibilityLabel={t('receipts.progress')} />
    </s-stack>
  );
}

function Back({result, again}: {result: Result; again: (result: Result) => void}) {
  const [failure, setFailure] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const back: Deed = result.deed === 'undo' ? 'replay' : 'undo';
  const turn = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      again(await act(back, result.of, false));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <s-stack gap="base">
      {failure && <Failed error={failure} />}
      <s-stack direction="inline"><s-button loading={busy} onClick={() => void turn()}>{t(`receipts.${back}_after`)}</s-button></s-stack>
    </s-stack>
  );
}
