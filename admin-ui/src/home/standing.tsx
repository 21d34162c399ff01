// Whether everything works: one calm line, or what is wrong with a button each.

import {t} from '../i18n';
import type {Trouble} from './health';

export function Standing({troubles, stale}: {troubles: Trouble[]; stale: boolean}) {
  if (troubles.length === 0) return <Calm stale={stale} />;
  return (
    <s-stack gap="base">
      {troubles.map(({key, tone, what, why, button, href, out}) => (
        <s-banner key={key} tone={tone} heading={what}>
          <s-stack gap="small">
            <s-paragraph>{why}</s-paragraph>
            <s-stack direction="inline"><s-button href={href} {...(out ? {target: '_blank'} : {})}>{button}</s-button></s-stack>
          </s-stack>
        </s-banner>
      ))}
    </s-stack>
  );
}

function Calm({stale}: {stale: boolean}) {
  return (
    <s-section accessibilityLabel={t('home.standing')}>
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-icon type={stale ? 'clock' : 'check-circle'} tone={stale ? 'neutral' : 'success'} />
        <s-text>{t(stale ? 'home.stale' : 'home.calm')}</s-text>
      </s-stack>
    </s-section>
  );
}
