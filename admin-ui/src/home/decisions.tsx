// What waits for a decision, each with the way to where it is made.

import {t} from '../i18n';
import type {Decision} from './decide';

export function Decisions({all}: {all: Decision[]}) {
  return (
    <s-section heading={t('home.decide.title')}>
      {all.length === 0 && <s-paragraph color="subdued">{t('home.decide.none')}</s-paragraph>}
      <s-stack gap="base">
        {all.map(({key, what, where, href}) => (
          <s-grid key={key} gridTemplateColumns="1fr auto" gap="base" alignItems="center">
            <s-paragraph>{what}</s-paragraph>
            <s-button href={href} accessibilityLabel={`${where}: ${what}`}>{where}</s-button>
          </s-grid>
        ))}
      </s-stack>
    </s-section>
  );
}
