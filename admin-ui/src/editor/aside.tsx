// What stands beside the questions: whether it is live, where, in which languages.

import {ago, languageName, t} from '../i18n';
import {StateBadge} from '../parts/state-badge';
import {surfaces} from '../parts/surfaces';
import type {Surface, Survey, SurveyDocument} from '../types';
import {languages, tidy} from './document';
import {type Gap, missing} from './missing';
import {placeOf} from './places';
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

export function Placements({document, change}: {document: SurveyDocument; change: Change}) {
  const elsewhere = document.placements.filter((place) => !surfaces.includes(place));
  return (
    <s-section heading={t('editor.placements')}>
      <s-choice-list multiple label={t('editor.placements')} labelAccessibilityVisibility="exclusive" name="placements"
        onChange={(event: Event) => change({placements: [...(chosen(event) as Surface[]), ...elsewhere]})}>
        {surfaces.map((place) => (
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
  beside: (() => void) | undefined; // writes them side by side, unless they are
}

export function Languages({document, language, change, show, beside}: LanguagesProps) {
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
      {beside && document.languages.length > 1 && <s-stack direction="inline"><s-button onClick={beside}>{t('beside.open')}</s-button></s-stack>}
    </s-section>
  );
}

const mostGaps = 6; // of one language: with the first filled in, the next come up

/** The texts that are still missing, to be jumped to. */
export function Missing({document, jump}: {document: SurveyDocument; jump: (path: string, language: string) => void}) {
  const gaps = missing(tidy(document));
  const lacking = document.languages.filter((tag) => gaps[tag]);
  if (lacking.length === 0) return null;
  return (
    <s-section heading={t('editor.missing')}>
      <s-text color="subdued">{t('editor.missing_hint')}</s-text>
      {lacking.map((tag) => <Gaps key={tag} language={tag} gaps={gaps[tag]!} jump={(path) => jump(path, tag)} />)}
    </s-section>
  );
}

function Gaps({language, gaps, jump}: {language: string; gaps: Gap[]; jump: (path: string) => void}) {
  return (
    <s-stack gap="small-300" alignItems="start">
      <s-text type="strong">{t('editor.missing_in', {language: languageName(language), n: gaps.length})}</s-text>
      {gaps.slice(0, mostGaps).map(({path}) => (
        <s-button key={path} variant="tertiary" onClick={() => jump(path)}>{placeOf(path)}</s-button>
      ))}
      {gaps.length > mostGaps && <s-text color="subdued">{t('editor.missing_more', {n: gaps.length - mostGaps})}</s-text>}
    </s-stack>
  );
}
