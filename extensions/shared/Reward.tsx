// What a shopper gets for all answers: how many are left until then, and the code
// once she has it.

import { useEffect, useState } from 'preact/hooks';

import type { Voice } from './questions/question.ts';
import { isPast, type Promised } from './survey.ts';

/** What a reward is worth, in words. */
function worth({ kind, value = '0', currency = '' }: Promised, { translate, formatNumber, formatCurrency }: Voice): string {
  switch (kind) {
    case 'percentage':
      return translate('reward_off', { value: formatNumber(Number(value) / 100, { style: 'percent', maximumFractionDigits: 1 }) });
    case 'amount':
      return translate('reward_off', { value: formatCurrency(Number(value), { currency }) });
    case 'free_shipping':
      return translate('reward_shipping');
    case 'gift':
      return translate('reward_gift');
  }
}

/** How many answers are left until she has it; nothing where none are, or it is promised no more. */
export function RewardProgress({ promised, left, voice }: { promised: Promised; left: number; voice: Voice }) {
  if (left === 0 || isPast(promised.ends, Date.now())) return null;
  return <s-text type="strong">{voice.translate('left', { count: left, reward: worth(promised, voice) })}</s-text>;
}

export interface RewardCodeProps {
  promised: Promised;
  /** '' or nothing while it is owed. */
  code?: string;
  /** Looks again. */
  look: () => Promise<{ code?: string } | undefined>;
  voice: Voice;
}

/** When a code that is owed is looked for; it takes seconds, and at most a minute. */
const WAITS = [5_000, 10_000, 20_000, 30_000];

export function RewardCode({ promised, code: given, look, voice }: RewardCodeProps) {
  const { translate, formatDate } = voice;
  const [code, setCode] = useState(given);
  const [copied, setCopied] = useState(false);
  const [looks, setLooks] = useState(0);
  const wait = WAITS[looks];
  useEffect(() => {
    if (code || !wait) return;
    const timer = setTimeout(async () => {
      setCode((await look())?.code);
      setLooks(looks + 1);
    }, wait);
    return () => clearTimeout(timer);
  }, [looks]);
  return (
    <s-stack direction="block" gap="small" accessibilityRole="status" padding="base" border="base" borderRadius="base">
      <s-text type="strong">{translate('reward', { reward: worth(promised, voice) })}</s-text>
      {code ? (
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-text type="strong">{code}</s-text>
          <s-button command="--copy" commandFor="askwell-code">
            {copied ? translate('copied') : translate('copy')}
          </s-button>
          <s-clipboard-item id="askwell-code" text={code} onCopy={() => setCopied(true)} />
        </s-stack>
      ) : (
        <s-text>{translate('reward_coming')}</s-text>
      )}
      {promised.until && <s-text color="subdued">{translate('reward_until', { date: formatDate(new Date(promised.until), { dateStyle: 'long' }) })}</s-text>}
    </s-stack>
  );
}
