// A copy of all that is known of her. A page's extension can save no file: it gets
// links that are good for minutes.

import { useState } from 'preact/hooks';

import type { Centre } from './centre.ts';
import type { Door } from './door.ts';
import type { Copies } from './reply.ts';

export function TakeAlong({ door, centre: { translate } }: { door: Door; centre: Centre }) {
  const [copies, setCopies] = useState<Copies | 'loading' | 'failed'>();
  const prepare = async () => {
    setCopies('loading');
    const outcome = await door.takeAlong();
    setCopies(outcome.state === 'done' ? outcome.value : 'failed');
  };
  return (
    <s-stack direction="block" gap="base">
      <s-text>{translate('take_along')}</s-text>
      {typeof copies === 'object' ? (
        <s-stack direction="inline" gap="base" alignItems="center" accessibilityRole="status">
          <s-button href={copies.html} target="_blank" variant="secondary">
            {translate('as_page')}
          </s-button>
          <s-button href={copies.json} target="_blank" variant="secondary">
            {translate('as_data')}
          </s-button>
          <s-text color="subdued">{translate('good_for', { count: Math.round(copies.seconds / 60) })}</s-text>
        </s-stack>
      ) : (
        <s-stack direction="inline" gap="base">
          <s-button loading={copies === 'loading'} variant="secondary" onClick={() => void prepare()}>
            {translate('prepare')}
          </s-button>
        </s-stack>
      )}
      {copies === 'failed' && <s-banner tone="critical">{translate('not_prepared')}</s-banner>}
    </s-stack>
  );
}
