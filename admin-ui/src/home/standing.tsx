// Whether everything works: one calm line, or what is wrong with a button each.

import {useState} from 'preact/hooks';
import {desk} from '../destinations/api';
import {t} from '../i18n';
import {Failed} from '../parts/states';
import type {Trouble} from './health';

interface StandingProps {
  troubles: Trouble[];
  stale: boolean;
  unchecked: boolean; // nobody could say whether blocks are placed
  again(): void; // looks once more
}

export function Standing({troubles, stale, unchecked, again}: StandingProps) {
  if (troubles.length === 0 && !unchecked) return <Calm stale={stale} />;
  return (
    <s-stack gap="base">
      {troubles.map((one) => <Wrong key={one.key} trouble={one} again={again} />)}
      {unchecked && <Unchecked alone={troubles.length === 0} again={again} />}
    </s-stack>
  );
}

function Wrong({trouble: {tone, what, why, button, href, resume, out}, again}: {trouble: Trouble; again(): void}) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();

  async function goOn() {
    setBusy(true);
    setFailed(undefined);
    try {
      await desk.resume(resume!);
      shopify.toast.show(t('destinations.did.resume'));
    } catch (error) {
      setFailed(error as Error);
    }
    setBusy(false);
    again();
  }

  return (
    <s-banner tone={tone} heading={what}>
      <s-stack gap="small">
        {failed && <Failed error={failed} />}
        <s-paragraph>{why}</s-paragraph>
        <s-stack direction="inline">
          {resume ? <s-button loading={busy} onClick={goOn}>{button}</s-button> : <s-button href={href!} {...(out ? {target: '_blank'} : {})}>{button}</s-button>}
        </s-stack>
      </s-stack>
    </s-banner>
  );
}

/** What could not be found out is neither good nor bad. */
function Unchecked({alone, again}: {alone: boolean; again(): void}) {
  return (
    <s-section accessibilityLabel={t('home.standing')}>
      <s-grid gridTemplateColumns="auto 1fr" gap="small" alignItems="start">
        <s-icon type="info" tone="neutral" />
        <s-stack gap="small">
          {alone && <s-text>{t('home.unchecked.rest')}</s-text>}
          <s-text color={alone ? 'subdued' : 'base'}>{t('home.unchecked.what')}</s-text>
          <s-stack direction="inline"><s-button onClick={again}>{t('home.unchecked.again')}</s-button></s-stack>
        </s-stack>
      </s-grid>
    </s-section>
  );
}

function Calm({stale}: {stale: boolean}) {
  return (
    <s-section accessibilityLabel={t('home.standing')}>
      <s-grid gridTemplateColumns="auto 1fr" gap="small" alignItems="start">
        <s-icon type={stale ? 'clock' : 'check-circle'} tone={stale ? 'neutral' : 'success'} />
        <s-text>{t(stale ? 'home.stale' : 'home.calm')}</s-text>
      </s-grid>
    </s-section>
  );
}
