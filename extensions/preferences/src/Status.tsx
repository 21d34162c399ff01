// How it stands with a change, said where she made it.

import type { Centre } from './centre.ts';

export function Status({ at, centre: { notice, translate } }: { at: string; centre: Centre }) {
  if (notice?.at !== at) return null;
  const { state, undo, again } = notice;
  if (again) {
    return (
      <s-banner tone="critical">
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-text>{translate('failed')}</s-text>
          <s-button variant="secondary" onClick={again}>{translate('retry')}</s-button>
        </s-stack>
      </s-banner>
    );
  }
  if (state === 'refused') return <s-banner tone="critical">{translate('refused')}</s-banner>;
  return (
    <s-stack direction="inline" gap="base" alignItems="center" accessibilityRole="status">
      <s-text tone={state === 'saving' ? 'neutral' : 'success'}>{translate(state)}</s-text>
      {undo && <s-button variant="secondary" onClick={undo}>{translate('undo')}</s-button>}
    </s-stack>
  );
}
