// What new surveys are written in, and which language is shown where a shopper's own is
// missing, as a form has it.

import {languages as known} from '../editor/document';
import {typed} from '../editor/words-input';
import {languageName, t} from '../i18n';
import type {FieldError, Settings} from '../types';

const chosen = (event: Event) => (event.currentTarget as unknown as {values: string[]}).values;

/** All that can be chosen: the builder's, and what is chosen already. */
export const offered = (languages: string[]) => [...new Set([...languages, ...known.map(({tag}) => tag)])];

/** The languages after others were chosen: the first stays first as long as it is among them. */
export function chosenOf(languages: string[], next: string[]): string[] {
  const kept = languages.filter((tag) => next.includes(tag));
  return [...kept, ...next.filter((tag) => !kept.includes(tag))];
}

/** The same languages with another one first. */
export const ledBy = (languages: string[], tag: string) => [tag, ...languages.filter((one) => one !== tag)];

interface Props {
  saved: Settings;
  languages: string[];
  errors: FieldError[];
  change: (next: string[]) => void;
}

export function Languages({saved, languages, errors, change}: Props) {
  const wrong = languages.length === 0 ? t('settings.languages_none') : errors.find(({field}) => field.startsWith('languages'))?.message;
  return (
    <s-section heading={t('settings.languages')}>
      <s-paragraph color="subdued">{t('settings.languages_hint')}</s-paragraph>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
        <s-choice-list multiple name="languages" label={t('settings.written_in')} error={wrong} onChange={(event: Event) => change(chosenOf(languages, chosen(event)))}>
          {offered(saved.languages).map((tag) => <s-choice key={tag} value={tag} selected={languages.includes(tag)}>{languageName(tag)}</s-choice>)}
        </s-choice-list>
        {languages.length > 1 && (
          <s-select label={t('settings.fallback')} details={t('settings.fallback_hint')} value={languages[0]!} onChange={(event: Event) => change(ledBy(languages, typed(event)))}>
            {languages.map((tag) => <s-option key={tag} value={tag}>{languageName(tag)}</s-option>)}
          </s-select>
        )}
      </s-grid>
      {JSON.stringify(languages) !== JSON.stringify(saved.usual_languages) && (
        <s-stack direction="inline"><s-button onClick={() => change(saved.usual_languages)}>{t('settings.usual')}</s-button></s-stack>
      )}
    </s-section>
  );
}
