// How the tags begin that customers get in Shopify.

import {Problem} from '../api';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {listed, t} from '../i18n';
import {sentence} from '../privacy/words';
import type {FieldError} from '../types';

const end = ':'; // of every prefix: it is there already, and may be typed

const prefixOf = (text: string) => text.trim().toLowerCase().replace(/:+$/, '') + end;

interface Props {
  prefix: string;
  former: string[]; // prefixes before, which some may still have
  errors: FieldError[];
  change: (next: string) => void;
}

export function Tags({prefix, former, errors, change}: Props) {
  return (
    <s-section heading={t('settings.tags')}>
      <s-paragraph color="subdued">{t('settings.tags_hint')}</s-paragraph>
      <s-text-field label={t('settings.tags_begin')} details={t('settings.tags_like', {tag: `${prefix}source:podcast`})} value={prefix.slice(0, -end.length)}
        suffix={end} maxLength={20} error={errorAt(errors, 'tag_prefix')} onInput={(event: Event) => change(prefixOf(typed(event)))} />
      {former.length > 0 && (
        <s-paragraph color="subdued">
          {t('settings.tags_left', {before: listed(former)})} <s-link href="/destinations/shopify">{t('settings.tags_left_link')}</s-link>
        </s-paragraph>
      )}
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
