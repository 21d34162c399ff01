// What a shopper has agreed to: when, where they were asked, by which words, and who was told.

import {t} from '../i18n';
import {dayIn} from './days';
import type {Agreed} from './moment';
import {standsAt} from './told';

const tones = {granted: 'success', pending: 'caution', withdrawn: 'neutral'} as const;

export function Consents({consents, zone, then}: {consents: Agreed[]; zone: string; then: boolean}) {
  return (
    <s-section heading={t(then ? 'people.card.consents_then' : 'people.card.consents')}>
      {consents.length === 0 && <s-paragraph color="subdued">{t('people.card.no_consents')}</s-paragraph>}
      {consents.length > 0 && (
        <s-stack accessibilityRole="unordered-list" gap="base">
          {consents.map((one) => <One key={`${one.channel} ${one.purpose}`} consent={one} zone={zone} />)}
        </s-stack>
      )}
    </s-section>
  );
}

function One({consent, zone}: {consent: Agreed; zone: string}) {
  const {channel, purpose, state, wording, response, written} = consent;
  return (
    <s-stack accessibilityRole="list-item" gap="small-400">
      <s-stack direction="inline" gap="small-200" alignItems="center">
        <s-text type="strong">{t('people.card.consent', {channel: t(`settings.channels.${channel}`), purpose})}</s-text>
        <s-badge tone={tones[state]}>{t(`people.card.agreed.${state}`)}</s-badge>
      </s-stack>
      <s-text color="subdued">{sourceOf(consent, zone)}</s-text>
      {wording && <s-text color="subdued">“{wording}”</s-text>}
      <s-stack direction="inline" gap="small-200">
        {written.length > 0 && <s-text color="subdued">{standsAt(written)}</s-text>}
        {response && <s-link href={`/responses/${response}`} accessibilityLabel={t('people.card.consent_where', {channel: t(`settings.channels.${channel}`)})}>{t('receipts.see_where')}</s-link>}
      </s-stack>
    </s-stack>
  );
}

/** When it was given, and where. */
export function sourceOf({changed_at, source, captured_by}: Pick<Agreed, 'changed_at' | 'source' | 'captured_by'>, zone: string): string {
  const key = `surface.${source}`;
  const where = source === 'shopify' ? t('people.card.in_shopify') : t(key) === key ? source : t(key);
  return t(captured_by ? 'people.card.given_by_staff' : 'people.card.given', {day: dayIn(zone, changed_at), where});
}
