// How everything begins that we write to customers and orders as a tag.

import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
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
