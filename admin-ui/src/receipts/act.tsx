// Sending deliveries again, and taking back what they wrote: first in numbers, then done,
// and then the other way round.

import {useState} from 'preact/hooks';
import {amount, t} from '../i18n';
import {Failed} from '../parts/states';
import {receipts} from './api';
import type {Chosen, Undone} from './receipt';
import {replayedOf, skippedOf, undoneOf} from './words';

export type Deed = 'undo' | 'replay';

/** What a deed comes to. */
export interface Result {
  deed: Deed;
  of: Chosen;
  deliveries: number;
  undone?: Undone;
}

async function run(deed: Deed, of: Chosen, dry: boolean): Promise<Result> {
  if (deed === 'replay') return {deed, of, deliveries: (await receipts.replay(of, dry)).deliveries};
  const undone = await receipts.undo(of, dry);
  return {deed, of, deliveries: undone.deliveries, undone};
}

/** What a result says: what it does or did, and what it leaves and why. */
function Says({result, done}: {result: Result; done: boolean}) {
  const {undone, deliveries} = result;
  if (!undone) return <s-paragraph>{replayedOf(deliveries, done)}</s-paragraph>;
  const left = skippedOf(undone.skipped);
  return (
    <s-stack gap="base">
      <s-paragraph>{undoneOf(undone, done)}</s-paragraph>
      {left.length > 0 && (
        <s-stack gap="small-300">
          <s-text type="strong">{t(done ? 'receipts.left' : 'receipts.leaves')}</s-text>
          <s-unordered-list>{left.map((one) => <s-list-item key={one}>{one}</s-list-item>)}</s-unordered-list>
        </s-stack>
      )}
    </s-stack>
  );
}

/** Both buttons, each with what it would do before it does it. */
export function Acts({of, id, done}: {of: Chosen | undefined; id: string; done: (result: Result) => void}) {
  return (
    <s-stack direction="inline" gap="small-200">
      <Act deed="replay" of={of} id={id} done={done} />
      <Act deed="undo" of={of} id={id} done={done} />
    </s-stack>
  );
}

function Act({deed, of, id, done}: {deed: Deed; of: Chosen | undefined; id: string; done: (result: Result) => void}) {
  const [plan, setPlan] = useState<Result>();
  const [failure, setFailure] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const modal = `${deed}-${id}`;

  async function attempt(dry: boolean) {
    if (!of) return;
    setFailure(undefined);
    if (dry) setPlan(undefined);
    setBusy(!dry);
    try {
      const result = await run(deed, of, dry);
      if (dry) setPlan(result);
      else done(result);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  }

  const idle = !plan || (plan.undone ? plan.undone.places === 0 : plan.deliveries === 0);
  return (
    <>
      <s-button disabled={!of} loading={busy} commandFor={modal} command="--show" onClick={() => void attempt(true)}>{t(`receipts.${deed}_do`)}</s-button>
      <s-modal id={modal} heading={t(`receipts.${deed}_sure`)}>
        <s-stack gap="base">
          {failure && <Failed error={failure} retry={() => void attempt(true)} />}
          {!plan && !failure && <s-stack alignItems="center"><s-spinner accessibilityLabel={t('receipts.counting')} /></s-stack>}
          {plan && <Says result={plan} done={false} />}
          {plan && !idle && <s-paragraph color="subdued">{t(`receipts.${deed}_hint`)}</s-paragraph>}
        </s-stack>
        {!idle && (
          <s-button slot="primary-action" variant="primary" {...(deed === 'undo' && {tone: 'critical' as const})} commandFor={modal} command="--hide"
            onClick={() => void attempt(false)}>{t(`receipts.${deed}_do`)}</s-button>
        )}
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t(idle && plan ? 'receipts.close' : 'receipts.leave')}</s-button>
      </s-modal>
    </>
  );
}

/** What was done, how much of it is still on its way, and the other way round. */
export function Done({result, waiting, again}: {result: Result; waiting: number | undefined; again: (result: Result) => void}) {
  const [failure, setFailure] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [most, setMost] = useState(0);
  if ((waiting ?? 0) > most) setMost(waiting!);
  const back: Deed = result.deed === 'undo' ? 'replay' : 'undo';
  const turn = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      again(await run(back, result.of, false));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <s-banner tone="info" heading={t(`receipts.${result.deed}_done`)}>
      <s-stack gap="base">
        <Says result={result} done />
        {waiting !== undefined && waiting > 0 && (
          <s-stack gap="small-300">
            <s-text>{t('receipts.on_way', {count: waiting, n: amount(waiting)})}</s-text>
            <s-progress value={most - waiting} max={most} accessibilityLabel={t('receipts.progress')} />
          </s-stack>
        )}
        {waiting === 0 && <s-text>{t('receipts.all_there')}</s-text>}
        {failure && <Failed error={failure} />}
        <s-stack direction="inline"><s-button loading={busy} onClick={() => void turn()}>{t(`receipts.${back}_after`)}</s-button></s-stack>
      </s-stack>
    </s-banner>
  );
}
