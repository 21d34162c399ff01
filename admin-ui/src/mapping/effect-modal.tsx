// What saving comes to, before it is saved.

import {useEffect} from 'preact/hooks';
import type {Plan} from '../destinations/types';
import {Told} from '../effect/told';
import {changes} from '../effect/words';
import {t} from '../i18n';

const modal = 'mapping-effect';

export function EffectModal({plan, title, busy, save}: {plan: Plan | undefined; title: string; busy: boolean; save: (tell: boolean) => void}) {
  useEffect(() => {
    if (plan) (document.getElementById(modal) as unknown as {showOverlay(): void} | null)?.showOverlay();
  }, [plan]);
  const backlog = Boolean(plan && changes(plan));
  return (
    <s-modal id={modal} heading={t('effect.title')}>
      {plan && (
        <s-stack gap="base">
          <Told plan={plan} title={title} />
          {backlog && <s-paragraph color="subdued">{t('mapping.when')}</s-paragraph>}
        </s-stack>
      )}
      <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
      {backlog && (
        <s-button slot="primary-action" variant="primary" loading={busy} commandFor={modal} command="--hide" onClick={() => save(true)}>{t('mapping.save_and_tell')}</s-button>
      )}
      {plan && <s-button slot={backlog ? 'secondary-actions' : 'primary-action'} variant={backlog ? 'secondary' : 'primary'} loading={busy} commandFor={modal} command="--hide"
        onClick={() => save(false)}>{t(backlog ? 'mapping.save_only' : 'editor.save')}</s-button>}
    </s-modal>
  );
}
