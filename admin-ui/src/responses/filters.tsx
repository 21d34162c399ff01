// What narrows the list of responses: fields to choose by, and a chip for each that does.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {surfaces} from '../parts/surfaces';
import {Select} from '../receipts/filters';
import type {Question, SurveySummary, Words} from '../types';
import {countries, including, languages} from './codes';
import {asked, countryOf, languageOf, names, said, without, type Asked, type ResponseFilter} from './filter';
import {scaleOf} from './scale';

interface Props {
  filter: ResponseFilter;
  surveys: SurveySummary[];
  change: (filter: ResponseFilter) => void;
}

const listedSurfaces = [...surfaces, 'preferences', 'staff'] as const;

/** The questions of the survey that is chosen, in its first language. */
export function useQuestions(survey: string | undefined): Asked[] {
  const {value} = useLoad(async (signal) => (survey ? api.survey(survey, signal) : undefined), [survey]);
  if (!value || value.id !== survey) return [];
  const [first = 'en'] = value.document.languages;
  return value.document.questions.map((question) => ({
    key: question.key, prompt: question.prompt[first] ?? question.key, options: optionsOf(question, (words) => words?.[first] ?? ''),
  }));
}

function optionsOf(question: Question, spoken: (words: Words | undefined) => string): [string, string][] {
  const {type, options = [], other} = question;
  if (type === 'yes_no' || type === 'consent') return [['true', t('responses.filter.yes')], ['false', t('responses.filter.no')]];
  const scale = scaleOf(question);
  if (scale.length > 0) return scale;
  const list = options.map(({key, label}): [string, string] => [key, spoken(label) || key]);
  return other ? [...list, ['*', t('responses.filter.written')]] : list;
}

export function Filters({filter, surveys, questions, change}: Props & {questions: Asked[]}) {
  const set = (part: ResponseFilter) => change(asked({...filter, ...part}));
  const options = questions.find(({key}) => key === filter.question)?.options ?? [];
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr))" gap="base" alignItems="start">
      <Select label={t('responses.filter.survey')} any={t('responses.filter.any_survey')} value={filter.survey ?? ''}
        options={surveys.map(({id, title}) => [id, title])} change={(survey) => set({survey, question: '', value: ''})} />
      {questions.length > 0 && <Select label={t('responses.filter.question')} any={t('responses.filter.any_question')} value={filter.question ?? ''}
        options={questions.map(({key, prompt}) => [key, prompt])} change={(question) => set({question, value: ''})} />}
      {options.length > 0 && <Select label={t('responses.filter.value')} any={t('responses.filter.any_value')} value={filter.value ?? ''}
        options={options} change={(value) => set({value})} />}
      <Select label={t('responses.filter.surface')} any={t('responses.filter.any_surface')} value={filter.surface ?? ''}
        options={listedSurfaces.map((one) => [one, t(`surface.${one}`)])} change={(surface) => set({surface})} />
      <Select label={t('responses.filter.who')} any={t('responses.filter.any_who')} value={filter.who ?? ''}
        options={[['customer', t('responses.filter.customer')], ['guest', t('responses.filter.guest')]]} change={(who) => set({who})} />
      <Select label={t('responses.filter.state')} any={t('responses.filter.any_state')} value={filter.state ?? ''}
        options={[['complete', t('responses.filter.complete')], ['partial', t('responses.filter.partial')]]} change={(state) => set({state})} />
      <s-date-field label={t('responses.filter.from')} value={filter.from ?? ''} onChange={(event: Event) => set({from: typed(event)})} />
      <s-date-field label={t('responses.filter.to')} value={filter.to ?? ''} onChange={(event: Event) => set({to: typed(event)})} />
      <Select label={t('responses.filter.country')} details={t('responses.filter.country_hint')} any={t('responses.filter.any_country')} value={filter.country ?? ''}
        options={including([['none', t('responses.filter.no_country')], ...countries()], filter.country ?? '', countryOf)} change={(country) => set({country})} />
      <Select label={t('responses.filter.language')} any={t('responses.filter.any_language')} value={filter.language ?? ''}
        options={including(languages(), filter.language ?? '', languageOf)} change={(language) => set({language})} />
    </s-grid>
  );
}

const pause = 400; // ms after the last key

/** Words to look for: it is looked for them once nothing more is typed. */
export function Search({filter, change}: {filter: ResponseFilter; change: (filter: ResponseFilter) => void}) {
  const value = filter.text ?? '';
  const [typing, setTyping] = useState(value);
  useEffect(() => setTyping(value), [value]);
  useEffect(() => {
    if (typing.trim() === value) return undefined;
    const timer = setTimeout(() => change(asked({...filter, text: typing.trim()})), pause);
    return () => clearTimeout(timer);
  }, [typing]);
  return (
    <s-search-field label={t('responses.search')} labelAccessibilityVisibility="exclusive" placeholder={t('responses.search')} value={typing} maxLength={200}
      onInput={(event: Event) => setTyping(typed(event))} />
  );
}

/** What narrows now: each part can be taken away. */
export function Chips({filter, surveys, questions, change}: Props & {questions: Asked[]}) {
  const parts = names.flatMap((name) => (filter[name] ? [{name, value: filter[name]}] : []));
  if (parts.length === 0) return null;
  return (
    <s-stack direction="inline" gap="small-200" alignItems="center" accessibilityLabel={t('responses.filter.on')}>
      {parts.map(({name, value}) => {
        const words = said(name, value, surveys, questions, filter.question);
        return (
          <s-clickable-chip key={name} removable accessibilityLabel={t('responses.filter.drop', {what: words})} onClick={() => change(without(filter, name))}
            onRemove={() => change(without(filter, name))}>{words}</s-clickable-chip>
        );
      })}
      <s-button variant="tertiary" onClick={() => change({})}>{t('responses.filter.clear')}</s-button>
    </s-stack>
  );
}
