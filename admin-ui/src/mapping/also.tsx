// What goes to a destination besides answers: consents, and a link of her own.

import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import type {Channel} from '../types';
import {freeKey} from './place';
import type {EditProps} from './table';

export function Also({title, board, draft, errors, change}: EditProps) {
  const {takes, proposed} = board;
  if (takes.consents.length === 0 && !takes.kinds.includes('property')) return null;
  const toggled = (channel: Channel) => (draft.consents.includes(channel) ? draft.consents.filter((one) => one !== channel) : [...draft.consents, channel]);
  const asked = (channel: Channel) => board.questions.some((one) => one.channel === channel && one.published);
  return (
    <s-section heading={t('mapping.also')}>
      {takes.consents.length > 0 && <s-paragraph color="subdued">{t('mapping.consents_hint', {title})}</s-paragraph>}
      {takes.consents.map((channel) => (
        <s-checkbox key={channel} label={t('mapping.consent', {by: t(`destinations.by.${channel}`)})} checked={draft.consents.includes(channel)}
          details={asked(channel) ? '' : t('mapping.consent_unasked')} error={consentError(errors, draft.consents.indexOf(channel))}
          onChange={() => change({...draft, consents: toggled(channel)})} />
      ))}
      {takes.kinds.includes('property') && (
        <>
          <s-checkbox label={t('mapping.link')} details={t('mapping.link_hint', {title})} checked={Boolean(draft.link)}
            onChange={() => {
              const {link, ...rest} = draft;
              change(link === undefined || link === '' ? {...rest, link: proposed.link || freeKey({...board, takes: {...takes, prefix: ''}}, draft, 'askwell_link')} : rest);
            }} />
          {draft.link !== undefined && (
            <s-text-field id="link" label={t('mapping.link_key')} value={draft.link} maxLength={200} autocomplete="off" readOnly={draft.link !== '' && draft.link === board.mapping.link}
              error={errorAt(errors, 'link')} onInput={(event: Event) => change({...draft, link: typed(event)})} />
          )}
        </>
      )}
    </s-section>
  );
}

const consentError = (errors: EditProps['errors'], at: number) => (at < 0 ? '' : errorAt(errors, `consents.${at}`));
