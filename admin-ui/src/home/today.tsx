// Today's answers: how many, to what, and the newest of them.

import {ago, amount, t} from '../i18n';
import type {Glimpse, HomeFacts} from './types';

export function Today({facts: {today, most}}: {facts: HomeFacts}) {
  const count = today.count >= most ? t('home.more', {n: amount(most)}) : amount(today.count);
  return (
    <s-section heading={t('home.today.title')}>
      <s-stack gap="base">
        <s-stack direction="inline" gap="small" alignItems="baseline">
          <s-heading><s-text fontVariantNumeric="tabular-nums">{count}</s-text></s-heading>
          <s-text color="subdued">{t('home.today.answers', {count: today.count, zone: today.zone})}</s-text>
        </s-stack>
        {today.surveys.length > 0 && (
          <s-unordered-list>
            {today.surveys.slice(0, 5).map(({survey, count}) => (
              <s-list-item key={survey.id}><s-link href={`/surveys/${survey.id}`}>{survey.title || t('home.gone')}</s-link>: {amount(count)}</s-list-item>
            ))}
          </s-unordered-list>
        )}
        {today.newest.length === 0 ? <s-paragraph color="subdued">{t('home.today.none')}</s-paragraph> : <Newest all={today.newest} />}
      </s-stack>
    </s-section>
  );
}

function Newest({all}: {all: Glimpse[]}) {
  return (
    <s-stack gap="small">
      <s-text type="strong">{t('home.today.newest')}</s-text>
      {all.map((one) => (
        <s-stack key={one.id} direction="inline" gap="small" justifyContent="space-between">
          <s-link href={`/responses/${one.id}`}>{one.survey.title || t('home.gone')}</s-link>
          <s-text color="subdued">{t(`surface.${one.surface}`)}, {ago(one.submitted_at)}</s-text>
        </s-stack>
      ))}
      <s-stack direction="inline"><s-button href="/responses">{t('home.today.all')}</s-button></s-stack>
    </s-stack>
  );
}
