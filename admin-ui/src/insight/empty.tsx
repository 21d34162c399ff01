// What to do while nothing was answered.

import {t} from '../i18n';
import {narrowed, type Filter} from './filter';

interface Props {
  why: 'no_survey' | 'draft' | 'nobody';
  survey?: string;
  filter?: Filter;
  change?(filter: Filter): void;
}

export function Empty({why, survey, filter, change}: Props) {
  const words = why === 'nobody' && filter && narrowed(filter) ? 'narrowed' : why;
  return (
    <s-section accessibilityLabel={t(`insight.empty.${words}`)}>
      <s-stack alignItems="center" gap="base" padding="large-300">
        <s-heading>{t(`insight.empty.${words}`)}</s-heading>
        <s-paragraph color="subdued">{t(`insight.empty.${words}_hint`)}</s-paragraph>
        {words === 'no_survey' && <s-button variant="primary" href="/surveys">{t('nav.surveys')}</s-button>}
        {words === 'draft' && <s-button variant="primary" href={`/surveys/${survey}`}>{t('insight.empty.open')}</s-button>}
        {words === 'nobody' && <s-button variant="primary" href="/surfaces">{t('insight.empty.placed')}</s-button>}
        {words === 'narrowed' && filter && (
          <s-button onClick={() => change?.({...filter, surface: '', country: '', days: '90', from: '', to: ''})}>{t('insight.empty.widen')}</s-button>
        )}
      </s-stack>
    </s-section>
  );
}
