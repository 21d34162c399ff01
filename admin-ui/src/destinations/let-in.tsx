// Letting Askwell in at the vendor's own site, instead of making a key there.

import {useState} from 'preact/hooks';
import {t} from '../i18n';
import {Failed} from '../parts/states';
import {desk} from './api';
import type {Provider} from './types';

interface LetInProps {
  provider: Provider;
  bar: string; // the page's save bar
  destination?: string; // that is connected already
  keyed?: boolean; // with a key so far
}

/** Leads to the vendor, in the whole window: no vendor shows itself in a frame. */
export function useLetIn({provider, bar, destination}: LetInProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();

  async function leave() {
    setBusy(true);
    setFailure(undefined);
    try {
      await shopify.saveBar.leaveConfirmation?.();
    } catch {
      return setBusy(false);
    }
    try {
      const url = await desk.authorize(provider.name, destination);
      await shopify.saveBar.hide?.(bar); // who leaves has been asked
      open(url, '_top');
    } catch (error) {
      setFailure(error as Error);
      setBusy(false);
    }
  }
  return {busy, failure, leave};
}

/** The button that leads to the vendor. */
export function LetIn(props: LetInProps) {
  const {provider, keyed = false} = props;
  const {busy, failure, leave} = useLetIn(props);
  return (
    <s-section heading={t(keyed ? 'destinations.without_key' : 'destinations.let_in', {title: provider.title})}>
      {failure && <Failed error={failure} />}
      <s-paragraph>{t(keyed ? 'destinations.without_key_hint' : 'destinations.let_in_hint', {title: provider.title})}</s-paragraph>
      <s-stack direction="inline">
        <s-button variant={keyed ? 'secondary' : 'primary'} loading={busy} onClick={() => void leave()}>{t('destinations.let_in', {title: provider.title})}</s-button>
      </s-stack>
    </s-section>
  );
}

/** Connects again what was stopped: at the vendor's, or with new credentials below. */
export function ConnectAgain(props: LetInProps) {
  const {provider, keyed = false} = props;
  const {busy, failure, leave} = useLetIn(props);
  const field = provider.fields.find(({secret}) => secret) ?? provider.fields[0];
  const again = () => (keyed ? field && document.getElementById(`settings.${field.key}`)?.focus() : void leave());
  return (
    <>
      {failure && <Failed error={failure} />}
      <s-button variant="primary" loading={busy} onClick={again}>{t('destinations.connect_again')}</s-button>
    </>
  );
}
