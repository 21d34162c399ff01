// What a shopper gets for all answers: how many are left until then, and the code
// once she has it.

import { Component } from 'preact';

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

interface RewardCodeState {
  code?: string;
  /** What came of copying it. */
  copied?: 'copied' | 'copy_failed';
}

export class RewardCode extends Component<RewardCodeProps, RewardCodeState> {
  constructor(props: RewardCodeProps) {
    super(props);
    this.state = { code: props.code };
  }

  override componentDidMount() {
    this.wait(0);
  }

  wait(looks: number) {
    const wait = WAITS[looks];
    if (this.state.code || !wait) return;
    const timer = setTimeout(async () => {
      const code = (await this.props.look())?.code;
      this.setState({ code }, () => this.wait(looks + 1));
    }, wait);
    this.componentWillUnmount = () => clearTimeout(timer);
  }

  override render({ promised, voice }: RewardCodeProps, { code, copied }: RewardCodeState) {
    const { translate, formatDate } = voice;
    const id = `askwell-code-${promised.handle}`;
    return (
      <s-stack direction="block" gap="small" accessibilityRole="status" padding="base" border="base" borderRadius="base">
        <s-text type="strong">{translate('reward', { reward: worth(promised, voice) })}</s-text>
        {code ? (
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-text type="strong">{code}</s-text>
            <s-button command="--copy" commandFor={id}>
              {translate(copied === 'copied' ? copied : 'copy')}
            </s-button>
            <s-clipboard-item id={id} text={code} onCopy={() => this.setState({ copied: 'copied' })} onCopyError={() => this.setState({ copied: 'copy_failed' })} />
          </s-stack>
        ) : (
          <s-text>{translate('reward_coming')}</s-text>
        )}
        {copied === 'copy_failed' && <s-text>{translate(copied)}</s-text>}
        {promised.until && <s-text color="subdued">{translate('reward_until', { date: formatDate(new Date(promised.until), { dateStyle: 'long' }) })}</s-text>}
      </s-stack>
    );
  }
}
