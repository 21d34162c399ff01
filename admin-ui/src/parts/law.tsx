// What the law asks of the shop and nobody has done yet.

import {t} from '../i18n';
import type {Status} from '../types';

/** A banner while anything is due soon, late, or left to do by hand. */
export function Law({privacy}: {privacy: Status['privacy']}) {
  const worst = (['overdue', 'failed', 'due_soon'] as const).filter((what) => privacy[what] > 0);
  if (worst.length === 0) return null;
  return (
    <s-banner tone={privacy.overdue > 0 ? 'critical' : 'warning'} heading={t(`status.law.${worst[0]}`, {count: privacy[worst[0]!]})}>
      <s-stack gap="small">
        {worst.slice(1).map((what) => <s-paragraph key={what}>{t(`status.law.${what}`, {count: privacy[what]})}.</s-paragraph>)}
        <s-paragraph>{t('status.law.hint')}</s-paragraph>
        <s-stack direction="inline"><s-button href="/privacy">{t('status.law.open')}</s-button></s-stack>
      </s-stack>
    </s-banner>
  );
}
