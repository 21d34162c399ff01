// How a screen looks while there is nothing to show yet, or nothing to be had.

import {Problem} from '../api';
import {t} from '../i18n';

export function Loading() {
  return (
    <s-section accessibilityLabel={t('loading')}>
      <s-stack alignItems="center" padding="large-300">
        <s-spinner size="large" accessibilityLabel={t('loading')} />
      </s-stack>
    </s-section>
  );
}

/** The error in the server's words when it has some, else in ours. */
export function Failed({error, retry}: {error: Error; retry?: () => void}) {
  return (
    <s-banner tone="critical" heading={t('errors.title')}>
      <s-stack gap="small">
        <s-paragraph>{error instanceof Problem && error.status < 500 ? error.title : t('errors.network')}</s-paragraph>
        {retry && <s-stack direction="inline"><s-button onClick={retry}>{t('errors.retry')}</s-button></s-stack>}
      </s-stack>
    </s-banner>
  );
}
