// A copy of all that is known of her. A page's extension can save no file: it gets
// links that are good for minutes. The button stays: who pressed it is still there.

import { useEffect, useState } from 'preact/hooks';

import type { Centre } from './centre.ts';
import type { Door } from './door.ts';
import type { Voucher } from './reply.ts';

export function TakeAlong({ door, centre: { translate } }: { door: Door; centre: Centre }) {
  const [voucher, setVoucher] = useState<Voucher | 'loading' | 'failed'>();
  const prepare = async () => {
    setVoucher('loading');
    const outcome = await door.takeAlong();
    setVoucher(outcome.state === 'done' ? outcome.value : 'failed');
  };
  useEffect(() => {
    if (typeof voucher !== 'object') return;
    const timer = setTimeout(() => setVoucher(undefined), voucher.seconds * 1_000);
    return () => clearTimeout(timer);
  }, [voucher]);
  return (
    <s-stack direction="block" gap="base">
      <s-text>{translate('take_along')}</s-text>
      <s-stack direction="inline" gap="base">
        <s-button loading={voucher === 'loading'} variant="secondary" onClick={() => void prepare()}>
          {translate('prepare')}
        </s-button>
      </s-stack>
      {typeof voucher === 'object' && (
        <s-stack direction="inline" gap="base" alignItems="center" accessibilityRole="status">
          <s-button href={door.copy(voucher, 'html')} target="_blank" variant="secondary">
            {translate('as_page')}
          </s-button>
          <s-button href={door.copy(voucher, 'json')} target="_blank" variant="secondary">
            {translate('as_data')}
          </s-button>
          <s-text color="subdued">{translate('good_for', { count: Math.round(voucher.seconds / 60) })}</s-text>
        </s-stack>
      )}
      {voucher === 'failed' && <s-banner tone="critical">{translate('not_prepared')}</s-banner>}
    </s-stack>
  );
}
