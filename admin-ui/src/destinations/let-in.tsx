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

/** The button that leads to the vendor, in the whole window: no vendor shows itself in a frame. */
export function LetIn({provider, bar, destination, keyed = false}: LetInProps) {
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

  return (
    <s-section heading={t(keyed ? 'destinations.without_key' : 'destinations.let_in', {title: provider.title})}>
      {failure && <Failed error={failure} />}
      <s-paragraph>{t(keyed ? 'destinations.without_key_hint' : 'destinations.let_in_hint', {title: provider.title})}</s-paragraph>
      <s-stack direction="inline">
        <s-button variant={keyed ? 'secondary' : 'primary'} loading={busy} onClick={() => void leave()}>{t(destination && !keyed ? 'destinations.let_in_again' : 'destinations.let_in', {title: provider.title})}</s-button>
      </s-stack>
    </s-section>
  );
}
