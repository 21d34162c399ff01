// One destination: how it stands, what goes there, and what the merchant decides of it.

import {useEffect, useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import {Health} from '../destinations/health';
import {Leave} from '../destinations/leave';
import {ConnectAgain, LetIn} from '../destinations/let-in';
import {Runs} from '../destinations/runs';
import {saveBar, Settings} from '../destinations/settings';
import {checked, renewed, standingOf, tones, trouble} from '../destinations/standing';
import type {Connected, Provider, Run} from '../destinations/types';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {Fold} from '../parts/fold';
import {Help} from '../parts/help';
import {Failed, Loading} from '../parts/states';
import {go} from '../router';

const pollEvery = 2000; // ms: a run goes on while one looks

export function Destination({id}: {id: string}) {
  const one = useLoad((signal) => desk.one(id, signal), [id], pollEvery);
  const providers = useLoad((signal) => desk.providers(signal), []);
  const runs = useLoad((signal) => desk.runs(id, signal), [id], pollEvery);
  const gone = one.error instanceof Problem && one.error.status === 404;
  const leaving = runs.value?.some(({leaves}) => leaves);
  useEffect(() => void (gone && leaving && go('/destinations')), [gone, leaving]); // it was taken back, and is no more
  const error = one.error ?? providers.error;
  const provider = providers.value?.find(({name}) => name === one.value?.kind);
  const reload = () => { one.reload(); runs.reload(); };
  return (
    <s-page heading={one.value?.title ?? t('destinations.destination')}>
      <s-link slot="breadcrumb-actions" href="/destinations">{t('destinations.title')}</s-link>
      {error && (gone ? <s-banner tone="critical">{t('destinations.not_found')}</s-banner> : <Failed error={error} retry={() => { one.reload(); providers.reload(); }} />)}
      {!error && (!one.value || !providers.value) && <Loading />}
      {one.value && !gone && providers.value && <Known one={one.value} provider={provider} runs={runs.value ?? []} reload={reload} />}
    </s-page>
  );
}

function Known({one, provider, runs, reload}: {one: Connected; provider: Provider | undefined; runs: Run[]; reload: () => void}) {
  const [fresh, setFresh] = useState<Connected>();
  const [failed, setFailed] = useState<Error>();
  useEffect(() => setFresh(undefined), [one]);
  const now = renewed(one, fresh);

  async function steer(how: 'check' | 'pause' | 'resume') {
    setFailed(undefined);
    try {
      setFresh(await desk[how](one.id));
      shopify.toast.show(t(`destinations.did.${how}`));
    } catch (error) {
      setFailed(error as Error);
    }
    reload();
  }

  return (
    <>
      {failed && <Failed error={failed} />}
      <Standing one={now} provider={provider} steer={steer} />
      <Runs runs={runs} changed={reload} />
      {now.connects && <Answers one={now} />}
      {provider && <Settings one={now} provider={provider} changed={(next) => { setFresh(next); reload(); }} />}
      {provider?.authorizes && !now.let_in && <LetIn provider={provider} bar={saveBar} destination={now.id} keyed />}
      {now.connects && <Leave one={now} begun={reload} />}
      {provider && (
        <s-section slot="aside" heading={t('destinations.how_to', {title: provider.title})}>
          <Fold show={t('destinations.show_help')} label={provider.title}><Help text={provider.help} /></Fold>
        </s-section>
      )}
    </>
  );
}

interface StandingProps {
  one: Connected;
  provider: Provider | undefined; // none of what comes with the shop
  steer: (how: 'check' | 'pause' | 'resume') => Promise<void>;
}

function Standing({one, provider, steer}: StandingProps) {
  const [busy, setBusy] = useState('');
  const standing = standingOf(one);
  const bad = standing === 'stopped' || standing === 'troubled';
  const lacks = provider?.fields.some(({key, required, secret}) => required && !secret && !one.settings[key]); // which is said, and mended below
  const mends = provider && standing === 'stopped' && !lacks; // it goes on by itself once we are let in
  const button = (how: 'check' | 'pause' | 'resume') => (
    <s-button loading={busy === how} disabled={busy !== '' && busy !== how}
      onClick={() => { setBusy(how); void steer(how).finally(() => setBusy('')); }}>{t(`destinations.${how}`)}</s-button>
  );
  return (
    <>
      {bad && <s-banner tone={standing === 'stopped' ? 'critical' : 'warning'} heading={t(`destinations.${standing}_heading`, {title: one.title})}><s-paragraph>{trouble(one)}</s-paragraph></s-banner>}
      <s-section heading={t('destinations.state')}>
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-badge tone={tones[standing]}>{t(`destinations.standing.${standing}`)}</s-badge>
          <s-text color="subdued">{one.connects ? checked(one) : t('destinations.comes_with')}</s-text>
        </s-stack>
        {!bad && standing !== 'behind' && trouble(one) && <s-paragraph>{trouble(one)}</s-paragraph>}
        <Health one={one} />
        <s-stack direction="inline" gap="small">
          {mends && <ConnectAgain provider={provider} bar={saveBar} destination={one.id} keyed={!one.let_in} />}
          {one.connects && button('check')}
          {one.paused ? !mends && button('resume') : button('pause')}
        </s-stack>
      </s-section>
    </>
  );
}

function Answers({one}: {one: Connected}) {
  return (
    <s-section heading={t('destinations.answers')}>
      <s-paragraph>{one.mapped > 0 ? t('destinations.mapped', {count: one.mapped, n: amount(one.mapped)}) : t('destinations.unmapped')}</s-paragraph>
      <s-stack direction="inline">
        <s-button variant={one.mapped > 0 ? 'secondary' : 'primary'} href={`/destinations/${one.id}/mapping`}>{t(one.mapped > 0 ? 'destinations.change_mapping' : 'destinations.map')}</s-button>
      </s-stack>
    </s-section>
  );
}
