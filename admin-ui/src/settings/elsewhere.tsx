// What else is decided or looked up for the whole shop, and where.

import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';

const places = [['keys', '/settings/keys'], ['audit', '/settings/audit'], ['map', '/privacy'], ['destinations', '/destinations']] as const;

/** How everything begins that we write to customers as a tag. */
export function Tags() {
  const {value} = useLoad((signal) => api.status(signal), []);
  return (
    <s-section heading={t('settings.tags')}>
      <s-paragraph>{t('settings.tags_begin', {prefix: value?.shop.tag_prefix ?? '…'})}</s-paragraph>
      <s-paragraph color="subdued">{t('settings.tags_hint')}</s-paragraph>
    </s-section>
  );
}

/** The ways to the other pages. */
export function Elsewhere() {
  return (
    <s-section heading={t('settings.elsewhere')}>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(14rem, 1fr))" gap="base">
        {places.map(([name, href]) => (
          <s-stack key={name} gap="small-300">
            <s-link href={href}>{t(`settings.places.${name}`)}</s-link>
            <s-text color="subdued">{t(`settings.places_hint.${name}`)}</s-text>
          </s-stack>
        ))}
      </s-grid>
    </s-section>
  );
}
