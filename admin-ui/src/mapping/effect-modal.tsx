// What saving comes to, before it is saved.

import {useEffect} from 'preact/hooks';
import type {Plan} from '../destinations/types';
import {amount, t} from '../i18n';
import {useFirst} from '../parts/fold';
import {effectLines, effectRows, touches} from './effect';

const modal = 'mapping-effect';

export function EffectModal({plan, title, busy, save}: {plan: Plan | undefined; title: string; busy: boolean; save: (tell: boolean) => void}) {
  useEffect(() => {
    if (plan) (document.getElementById(modal) as unknown as {showOverlay(): void} | null)?.showOverlay();
  }, [plan]);
  const backlog = Boolean(plan && plan.effect.people > 0);
  return (
    <s-modal id={modal} heading={t('mapping.effect.title')}>
      {plan && <Told plan={plan} title={title} />}
      {backlog && (
        <s-button slot="primary-action" variant="primary" loading={busy} commandFor={modal} command="--hide" onClick={() => save(true)}>{t('mapping.save_and_tell')}</s-button>
      )}
      {plan && <s-button slot={backlog ? 'secondary-actions' : 'primary-action'} variant={backlog ? 'secondary' : 'primary'} loading={busy} commandFor={modal} command="--hide"
        onClick={() => save(false)}>{t(backlog ? 'mapping.save_only' : 'editor.save')}</s-button>}
      <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
    </s-modal>
  );
}

function Told({plan, title}: {plan: Plan; title: string}) {
  const {effect, total} = plan;
  return (
    <s-stack gap="base">
      <s-paragraph fontWeight="bold">{touches(plan, title)}</s-paragraph>
      {effect.cut_short && <s-banner tone="info">{t('mapping.effect.cut_short', {n: amount(effect.people + effect.unknown), of: amount(total)})}</s-banner>}
      {effectLines(effect).length > 0 && <s-unordered-list>{effectLines(effect).map((line) => <s-list-item key={line}>{line}</s-list-item>)}</s-unordered-list>}
      <Places plan={plan} />
      {effect.people > 0 && <s-paragraph color="subdued">{t('mapping.effect.when', {title})}</s-paragraph>}
    </s-stack>
  );
}

function Places({plan: {effect}}: {plan: Plan}) {
  const rows = effectRows(effect);
  const {first, rest} = useFirst(rows, 6);
  if (rows.length === 0) return null;
  return (
    <s-stack gap="small-200">
      <s-grid gridTemplateColumns="1fr auto" gap="small-400 base">
        {first.map(({kind, name, people}) => [
          <s-text>{t(`mapping.kinds.${kind}`)} {name}</s-text>,
          <s-text fontVariantNumeric="tabular-nums" color="subdued">{t('mapping.effect.n_people', {count: people, n: amount(people)})}</s-text>,
        ])}
      </s-grid>
      {rest}
    </s-stack>
  );
}
