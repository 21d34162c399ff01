// Where she prefers what she has not allowed: what she prefers is no consent.

import type { Centre } from './centre.ts';
import { Status } from './Status.tsx';

const AT = 'conflict';

export function Conflicts({ centre }: { centre: Centre }) {
  const { known, translate, change } = centre;
  return (
    <>
      {known.conflicts.map(({ channel, purpose }) => {
        const permission = known.consents.find((one) => one.channel === channel && one.purpose.key === purpose);
        const words = permission?.ask;
        const choice = { channel, purpose, wording: words ?? '' };
        return (
          <s-banner key={`${channel}/${purpose}`} tone="warning" heading={translate('conflict', { channel: translate(`channel_${channel}`) })}>
            {words && (
              <s-stack direction="block" gap="small">
                <s-text>{words}</s-text>
                <s-button variant="secondary" onClick={() => change(AT, { consents: [{ ...choice, granted: true }] }, { consents: [{ ...choice, granted: false }] })}>
                  {translate('allow')}
                </s-button>
              </s-stack>
            )}
          </s-banner>
        );
      })}
      <Status at={AT} centre={centre} />
    </>
  );
}
