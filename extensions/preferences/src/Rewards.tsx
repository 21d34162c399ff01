// What she has earned, with its code.

import { useState } from 'preact/hooks';

import type { Earned } from '../../shared/preferences.ts';
import type { Centre } from './centre.ts';

export function Rewards({ centre }: { centre: Centre }) {
  return (
    <>
      {centre.known.rewards.map((one, at) => (
        <Reward key={`${one.reward}/${one.promised_at}`} id={`askwell-code-${at}`} earned={one} centre={centre} />
      ))}
    </>
  );
}

function Reward({ id, earned: { code, promised_at }, centre: { translate, date } }: { id: string; earned: Earned; centre: Centre }) {
  const [copied, setCopied] = useState(false);
  return (
    <s-stack direction="block" gap="small-300">
      {code ? (
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-text type="strong">{code}</s-text>
          <s-button command="--copy" commandFor={id}>
            {translate(copied ? 'copied' : 'copy')}
          </s-button>
          <s-clipboard-item id={id} text={code} onCopy={() => setCopied(true)} />
        </s-stack>
      ) : (
        <s-text>{translate('reward_coming')}</s-text>
      )}
      <s-text color="subdued">{translate('promised', { date: date(promised_at) })}</s-text>
    </s-stack>
  );
}
