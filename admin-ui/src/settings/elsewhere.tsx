// What else is decided or looked up for the whole shop, and where.

import {t} from '../i18n';

const places = [['keys', '/settings/keys'], ['audit', '/settings/audit'], ['map', '/privacy'], ['destinations', '/destinations']] as const;

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
