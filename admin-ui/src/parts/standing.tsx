// How things stand: what was answered, what still waits, what is stuck.

import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import type {Destination, Status} from '../types';
import {Law} from './law';

export function Standing() {
  const {value} = useLoad((signal) => api.status(signal), [], 5000);
  return (
    <>
      {value && <Law privacy={value.privacy} />}
      {value?.destinations.filter((one) => one.paused).map((one) => <Paused key={one.id} destination={one} />)}
      <s-section accessibilityLabel={t('nav.home')}>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(6rem, 1fr))" gap="base" alignItems="end">
          <Figure label={t('status.answers')} value={value?.responses_7d} />
          <Figure label={t('status.waiting')} value={sum(value, 'waiting')} />
          <Figure label={t('status.parked')} value={sum(value, 'parked')} critical />
        </s-grid>
      </s-section>
    </>
  );
}

function Paused({destination}: {destination: Destination}) {
  return (
    <s-banner tone="warning" heading={t('status.paused', {destination: destination.title})}>
      <s-paragraph>{destination.paused}</s-paragraph>
    </s-banner>
  );
}

// A dash keeps its place while the figure is on its way, so nothing jumps.
function Figure({label, value, critical}: {label: string; value: number | undefined; critical?: boolean}) {
  const words = value === undefined ? '–' : value.toLocaleString('en');
  return (
    <s-stack gap="small-300">
      <s-text color="subdued">{label}</s-text>
      <s-heading>
        {critical && value ? <s-text tone="critical">{words}</s-text> : words}
      </s-heading>
    </s-stack>
  );
}

function sum(status: Status | undefined, what: 'waiting' | 'parked'): number | undefined {
  return status?.destinations.reduce((all, one) => all + one[what], 0);
}
