// How the tags begin that customers get in Shopify.

import {Problem} from '../api';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {sentence} from '../privacy/words';
import type {FieldError} from '../types';

const end = ':'; // of every prefix: it is not typed

export function Tags({prefix, errors, change}: {prefix: string; errors: FieldError[]; change: (next: string) => void}) {
  return (
    <s-section heading={t('settings.tags')}>
      <s-paragraph color="subdued">{t('settings.tags_hint')}</s-paragraph>
      <s-text-field label={t('settings.tags_begin')} details={t('settings.tags_like', {tag: `${prefix}source:podcast`})} value={prefix.slice(0, -end.length)}
        suffix={end} maxLength={20} error={errorAt(errors, 'tag_prefix')} onInput={(event: Event) => change(typed(event).trim().toLowerCase() + end)} />
    </s-section>
  );
}

/** It is saved, and customers have the tags they had. */
export function Untagged({error, retry}: {error: Error; retry: () => void}) {
  return (
    <s-banner tone="warning" heading={t('settings.untagged')}>
      <s-stack gap="small">
        <s-paragraph>{error instanceof Problem && error.status < 500 ? sentence(error.title) : t('errors.network')}</s-paragraph>
        <s-stack direction="inline"><s-button onClick={retry}>{t('errors.retry')}</s-button></s-stack>
      </s-stack>
    </s-banner>
  );
}
