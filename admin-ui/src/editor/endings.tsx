// The results of a quiz, and how much each option weighs for each of them.

import {t} from '../i18n';
import type {Ending, FieldError, Option, Question, SurveyDocument} from '../types';
import {free, replaced, slug, without} from './document';
import {errorAt} from './places';
import {typed, WordsInput} from './words-input';

interface EndingsProps {
  document: SurveyDocument;
  saved: SurveyDocument; // what has a name there keeps it
  language: string;
  errors: FieldError[];
  change: (document: SurveyDocument) => void;
}

export function Endings({document, saved, language, errors, change}: EndingsProps) {
  const {endings = [], ...rest} = document;
  const set = (next: Ending[]) => change(next.length > 0 ? {...rest, endings: next} : rest);
  const begin = () => set([...endings, {key: free('result', endings.map(({key}) => key)), title: Object.fromEntries(document.languages.map((tag) => [tag, t('builder.ending', {n: endings.length + 1})]))}]);
  return (
    <s-section heading={t('builder.endings')}>
      <s-text color="subdued">{t('builder.endings_hint')}</s-text>
      {endings.map((ending, at) => (
        <s-grid key={at} gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
          <s-stack gap="small-200">
            <WordsInput label={t('builder.ending', {n: at + 1})} words={ending.title} language={language} field={`endings.${at}.title`} errors={errors}
              change={(title) => set(replaced(endings, at, {...ending, title}))} />
            <WordsInput label={t('builder.ending_text', {n: at + 1})} words={ending.text} language={language} field={`endings.${at}.text`} errors={errors}
              change={(text) => set(replaced(endings, at, {...ending, text}))} />
            <s-text-field label={t('builder.ending_collections', {n: at + 1})} details={t('builder.with_commas')} autocomplete="off" value={(ending.collections ?? []).join(', ')}
              error={errorAt(errors, `endings.${at}.collections`)} onChange={(event: Event) => set(replaced(endings, at, shelved(ending, typed(event))))} />
          </s-stack>
          <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_ending', {n: at + 1})}
            onClick={() => change(unweighed({...rest, ...(endings.length > 1 && {endings: without(endings, at)})} as SurveyDocument, ending.key))} />
        </s-grid>
      ))}
      {errorAt(errors, 'endings') && <s-text tone="critical">{errorAt(errors, 'endings')}</s-text>}
      <s-stack direction="inline"><s-button icon="plus" variant="tertiary" onClick={begin}>{t('builder.add_ending')}</s-button></s-stack>
      {endings.length > 0 && !saved.endings?.length && <s-text color="subdued">{t('builder.endings_weigh')}</s-text>}
    </s-section>
  );
}

function shelved({collections: _, ...ending}: Ending, text: string): Ending {
  const handles = text.split(',').map(slugged).filter(Boolean);
  return handles.length > 0 ? {...ending, collections: handles} : ending;
}

const slugged = (one: string) => slug(one).replaceAll('_', '-');

/** The document without what weighs for an ending that is gone. */
export function unweighed(document: SurveyDocument, ending: string): SurveyDocument {
  const light = (option: Option): Option => {
    const {weights, ...rest} = option;
    if (!weights || !(ending in weights)) return option;
    const {[ending]: _, ...others} = weights;
    return Object.keys(others).length > 0 ? {...rest, weights: others} : rest;
  };
  return {...document, questions: document.questions.map((question) => (question.options ? {...question, options: question.options.map(light)} : question))};
}

interface WeightsProps {
  question: Question;
  document: SurveyDocument;
  language: string;
  field: (name: string) => string;
  errors: FieldError[];
  change: (question: Question) => void;
}

/** How much each option of a question weighs for each result. */
export function Weights({question, document, language, field, errors, change}: WeightsProps) {
  const {endings = []} = document;
  const {options = []} = question;
  if (endings.length === 0 || options.length === 0) return null;
  const say = (words: Record<string, string>, key: string) => words[language] || key;
  const weigh = (at: number, ending: string, text: string) => {
    const {weights = {}, ...rest} = options[at]!;
    const {[ending]: _, ...others} = weights;
    const next = Number(text) ? {...others, [ending]: Number(text)} : others;
    change({...question, options: replaced(options, at, Object.keys(next).length > 0 ? {...rest, weights: next} : rest)});
  };
  return (
    <s-stack gap="small-200">
      <s-text type="strong">{t('builder.weights')}</s-text>
      <s-text color="subdued">{t('builder.weights_hint')}</s-text>
      {options.map((option, at) => (
        <s-stack key={at} gap="small-300">
          <s-text>{say(option.label, option.key)}</s-text>
          <s-grid gridTemplateColumns="repeat(auto-fit, minmax(8rem, 1fr))" gap="small-300">
            {endings.map(({key, title}) => (
              <s-number-field key={key} label={say(title, key)} min={-10} max={10} value={String(option.weights?.[key] ?? 0)} error={errorAt(errors, field(`options.${at}.weights`))}
                onInput={(event: Event) => weigh(at, key, typed(event))} />
            ))}
          </s-grid>
        </s-stack>
      ))}
    </s-stack>
  );
}
