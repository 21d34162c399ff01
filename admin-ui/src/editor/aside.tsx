// What stands beside the questions: whether it is live, where, in which languages.

import {ago, languageName, t} from '../i18n';
import {StateBadge} from '../parts/state-badge';
import type {Surface, Survey, SurveyDocument} from '../types';
import {languages} from './document';
import {typed} from './words-input';

type Change = (part: Partial<SurveyDocument>) => void;

const chosen = (event: Event) => (event.currentTarget as unknown as {values: string[]}).values;

export function Publication({survey}: {survey: Survey}) {
  const {state, version, published_at: at} = survey;
  const words = {draft: 'editor.never_live', live: 'editor.live_since', changed: 'editor.changed_since'}[state];
  return (
    <s-section heading={t('surveys.status')}>
      <s-stack gap="small-200" alignItems="start">
        <StateBadge state={state} />
        <s-text color="subdued">{t(words, {version, when: at ? ago(at) : ''})}</s-text>
      </s-stack>
    </s-section>
  );
}

const places: Surface[] = ['thank-you', 'theme'];

export function Placements({document, change}: {document: SurveyDocument; change: Change}) {
  const elsewhere = document.placements.filter((place) => !places.includes(place));
  return (
    <s-section heading={t('editor.placements')}>
      <s-choice-list multiple label={t('editor.placements')} labelAccessibilityVisibility="exclusive" name="placements"
        onChange={(event: Event) => change({placements: [...(chosen(event) as Surface[]), ...elsewhere]})}>
        {places.map((place) => (
          <s-choice key={place} value={place} selected={document.placements.includes(place)}>
            {t(`surface.${place}`)}
            {document.placements.includes(place) && <s-text slot="details">{t(`editor.placement_hint.${place}`)}</s-text>}
          </s-choice>
        ))}
      </s-choice-list>
    </s-section>
  );
}

interface LanguagesProps {
  document: SurveyDocument;
  language: string;
  change: Change;
  show: (tag: string) => void;
}

export function Languages({document, language, change, show}: LanguagesProps) {
  const fallback = document.languages[0]!;
  const known = [...new Set([...document.languages, ...languages.map((one) => one.tag)])];
  // A language that was added has nothing to show yet: it is the one to write in.
  const choose = (tags: string[]) => {
    const added = tags.find((tag) => !document.languages.includes(tag));
    change({languages: [fallback, ...tags.filter((tag) => tag !== fallback)]});
    if (added) show(added);
  };
  return (
    <s-section heading={t('editor.languages')}>
      {document.languages.length > 1 && (
        <s-select label={t('editor.editing')} value={language} onChange={(event: Event) => show(typed(event))}>
          {document.languages.map((tag) => <s-option key={tag} value={tag}>{languageName(tag)}</s-option>)}
        </s-select>
      )}
      <s-choice-list multiple label={t('editor.languages')} labelAccessibilityVisibility="exclusive" name="languages"
        onChange={(event: Event) => choose(chosen(event))}>
        {known.map((tag) => (
          <s-choice key={tag} value={tag} selected={document.languages.includes(tag)} disabled={tag === fallback}>{languageName(tag)}</s-choice>
        ))}
      </s-choice-list>
    </s-section>
  );
}
