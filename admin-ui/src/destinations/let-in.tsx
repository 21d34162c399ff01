// Letting Askwell in at the vendor's own site, instead of making a key there.

import {useState} from 'preact/hooks';
import {t} from '../i18n';
import {Failed} from '../parts/states';
import {desk} from './api';
import type {Provider} from './types';

/** The button that leads to the vendor, in the whole window: no vendor shows itself in a frame. */
export function LetIn({provider, destination}: {provider: Provider; destination?: string}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();

  async function leave() {
    setBusy(true);
    setFailure(undefined);
    try {
      open(await desk.authorize(provider.name, destination), '_top');
    } catch (error) {
      setFailure(error as Error);
      setBusy(false);
    }
  }

  return (
    <s-section heading={t('destinations.let_in', {title: provider.title})}>
      {failure && <Failed error={failure} />}
      <s-paragraph>{t('destinations.let_in_hint', {title: provider.title})}</s-paragraph>
      <s-stack direction="inline">
        <s-button variant="primary" loading={busy} onClick={() => void leave()}>{t(destination ? 'destinations.let_in_again' : 'destinations.let_in', {title: provider.title})}</s-button>
      </s-stack>
    </s-section>
  );
}
