// Having everything deleted: said in words before it is done, followed until the
// last tool has forgotten her, with a receipt.

import { useEffect, useState } from 'preact/hooks';

import type { Storage } from '../../shared/memory.ts';
import { type Centre, tool } from './centre.ts';
import type { Door } from './door.ts';
import type { Erasure } from './reply.ts';

const KEPT = 'erasure';
/** How often we look whether it is finished. */
const LOOK = 3_000;
const RECEIPT = 'askwell-receipt';

export interface EraseProps {
  door: Door;
  storage: Storage;
  centre: Centre;
  /** Everything is gone: reads anew. */
  onErased: () => void;
}

export function Erase({ door, storage, centre, onErased }: EraseProps) {
  const { translate } = centre;
  const [step, setStep] = useState<'' | 'sure' | 'erasing' | 'failed'>('');
  const [id, setId] = useState('');
  const [erasure, setErasure] = useState<Erasure>();

  // She may have closed the page while it was under way.
  useEffect(() => {
    storage.read(KEPT).then(
      (kept) => void (typeof kept === 'string' && follow(kept)),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    if (!id || erasure?.finished_at) return;
    const timer = setTimeout(() => void follow(id), LOOK);
    return () => clearTimeout(timer);
  }, [id, erasure]);

  async function follow(which: string) {
    const outcome = await door.erasure(which);
    if (outcome.state === 'done') setErasure(outcome.value);
    else setErasure((now) => now && { ...now }); // and looks again
    if (outcome.state === 'done' || erasure) setId(which);
  }

  async function erase() {
    const fresh = id && !erasure ? id : crypto.randomUUID();
    setStep('erasing');
    setId(fresh);
    await storage.write(KEPT, fresh).catch(() => undefined);
    const outcome = await door.erase(fresh);
    if (outcome.state !== 'done') return setStep('failed');
    setErasure(outcome.value);
    setStep('');
    onErased();
  }

  // Below the button, which stays: the focus is not lost, and the next step is the answer.
  const asking = step !== '' && (
    <s-stack direction="block" gap="base" padding="base" border="base" borderRadius="base" accessibilityRole="status">
      <s-heading>{translate('erase_sure')}</s-heading>
      <s-text>{translate('erase_what')}</s-text>
      {step === 'failed' && <s-banner tone="critical">{translate('not_erased')}</s-banner>}
      <s-stack direction="inline" gap="base">
        <s-button variant="primary" tone="critical" loading={step === 'erasing'} onClick={() => void erase()}>
          {translate('erase_yes')}
        </s-button>
        <s-button variant="secondary" onClick={() => setStep('')}>
          {translate('erase_no')}
        </s-button>
      </s-stack>
    </s-stack>
  );
  return (
    <s-stack direction="block" gap="base">
      {erasure ? <Progress erasure={erasure} centre={centre} /> : <s-text>{translate('erase')}</s-text>}
      <s-stack direction="inline" gap="base">
        <s-button tone="critical" variant="secondary" onClick={() => setStep('sure')}>
          {translate('erase_all')}
        </s-button>
      </s-stack>
      {asking}
    </s-stack>
  );
}

/** How far it is, tool by tool. */
function Progress({ erasure: { destinations, due_at, finished_at, receipt }, centre: { translate, date } }: { erasure: Erasure; centre: Centre }) {
  const [copied, setCopied] = useState(false);
  return (
    <s-stack direction="block" gap="base" accessibilityRole="status">
      <s-banner tone={finished_at ? 'success' : 'info'}>{finished_at ? translate('erased', { date: date(finished_at) }) : translate('erased_here', { date: date(due_at) })}</s-banner>
      <s-unordered-list>
        {destinations.map(({ destination, state }) => (
          <s-list-item key={destination}>{translate(`erasure_${state}`, { tool: tool(destination) })}</s-list-item>
        ))}
      </s-unordered-list>
      {receipt && (
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-text color="subdued">{translate('receipt')}</s-text>
          <s-button variant="secondary" command="--copy" commandFor={RECEIPT}>
            {translate(copied ? 'copied' : 'copy_receipt')}
          </s-button>
          <s-clipboard-item id={RECEIPT} text={receipt} onCopy={() => setCopied(true)} />
        </s-stack>
      )}
    </s-stack>
  );
}
