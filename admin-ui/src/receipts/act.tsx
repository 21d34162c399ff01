// Sending deliveries again, and taking back what they wrote: first in numbers, then done.

import {useState} from 'preact/hooks';
import type {Run} from '../destinations/types';
import {t} from '../i18n';
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
  more?: boolean; // not all was counted
  undone?: Undone;
  run?: Run; // that does it, where it is about many
}

/** Does something, or for dry only says what it comes to. */
export async function act(deed: Deed, of: Chosen, dry: boolean): Promise<Result> {
  if (deed === 'replay') {
    const {deliveries, cut_short, run} = await receipts.replay(of, dry);
    return {deed, of, deliveries, ...(cut_short && {more: true}), ...(run && {run})};
  }
  const {run, ...undone} = await receipts.undo(of, dry);
  return {deed, of, deliveries: undone.deliveries, undone, ...(run && {run})};
}

/** What a result says: what it does or did, and what it leaves and why. */
export function Says({result, done}: {result: Result; done: boolean}) {
  const {undone, deliveries, more} = result;
  if (!undone) return <s-paragraph>{replayedOf(deliveries, done, more)}</s-paragraph>;
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
  const [refused, setRefused] = useState<Error>(); // what was to be done, when it was not
  const [busy, setBusy] = useState(false);
  const modal = `${deed}-${id}`;

  async function attempt(dry: boolean) {
    if (!of) return;
    setFailure(undefined);
    setRefused(undefined);
    if (dry) setPlan(undefined);
    setBusy(!dry);
    try {
      const result = await act(deed, of, dry);
      if (dry) setPlan(result);
      else done(result);
    } catch (error) {
      (dry ? setFailure : setRefused)(error as Error);
    } finally {
      setBusy(false);
    }
  }

  const idle = !plan || (plan.undone ? plan.undone.places === 0 && !plan.undone.cut_short : plan.deliveries === 0);
  return (
    <>
      <s-button disabled={!of} loading={busy} commandFor={modal} command="--show" onClick={() => void attempt(true)}>{t(`receipts.${deed}_do`)}</s-button>
      {refused && <Failed error={refused} />}
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
