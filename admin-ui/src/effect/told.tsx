// What a change comes to at one destination.

import type {Plan} from '../destinations/types';
import {amount, t} from '../i18n';
import {useFirst} from '../parts/fold';
import {effectLines, effectRows, touches} from './words';

/** Whom it touches, in what way and in which places. */
export function Told({plan, title}: {plan: Plan; title: string}) {
  const {effect, total} = plan;
  return (
    <s-stack gap="base">
      <s-paragraph fontWeight="bold">{touches(plan, title)}</s-paragraph>
      {effect.cut_short && (
        <s-banner tone="info">{effect.counted ? t('effect.cut_short', {n: amount(effect.counted), of: amount(total)}) : t('effect.more')}</s-banner>
      )}
      {effectLines(effect).length > 0 && <s-unordered-list>{effectLines(effect).map((line) => <s-list-item key={line}>{line}</s-list-item>)}</s-unordered-list>}
      <Places plan={plan} />
    </s-stack>
  );
}

function Places({plan}: {plan: Plan}) {
  const rows = effectRows(plan);
  const {first, rest} = useFirst(rows, 6);
  if (rows.length === 0) return null;
  return (
    <s-stack gap="small-200">
      <s-grid gridTemplateColumns="1fr auto" gap="small-400 base">
        {first.map(({kind, name, people}) => [
          <s-text>{t(`mapping.kinds.${kind}`)} {name}</s-text>,
          <s-text fontVariantNumeric="tabular-nums" color="subdued">{t('effect.n_people', {count: people, n: amount(people)})}</s-text>,
        ])}
      </s-grid>
      {rest}
    </s-stack>
  );
}
