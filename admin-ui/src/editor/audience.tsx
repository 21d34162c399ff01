// Whom a survey is for, in plain words; how many of them are asked, and before what.

import {t} from '../i18n';
import type {Fact, FieldError, Rule, SurveyDocument} from '../types';
import {Conditions} from './conditions';
import {useKnown} from './known';
import {errorAt} from './places';
import {elsewhere, type Subject, subjects} from './subjects';
import {typed} from './words-input';

interface AudienceProps {
  document: SurveyDocument;
  language: string;
  facts: Fact[];
  errors: FieldError[];
  change: (document: SurveyDocument) => void;
}

export function Audience({document, language, facts, errors, change}: AudienceProps) {
  const {audience, sample = {}, priority = 0} = document;
  const {survey, others} = useKnown();
  // What is known of her comes first, and of answers those to other surveys: one to this very survey is rarely known before it is asked.
  const asked = (others.value ?? []).filter((one) => one.survey.id !== survey);
  const known = subjects(document, [], facts, language).map((one): Subject => ({...one, about: 'known'}));
  const own = subjects(document, document.questions, [], language).map((one): Subject => ({...one, about: 'own'}));
  const about = [...known, ...elsewhere(asked, own), ...own];
  const share = (part: 'percent' | 'holdout', text: string) => {
    const {[part]: _, ...rest} = sample;
    const next = Number(text) > 0 ? {...rest, [part]: Number(text)} : rest;
    change(set(document, 'sample', Object.keys(next).length > 0 ? next : undefined));
  };
  return (
    <s-section heading={t('builder.audience')}>
      <s-text color="subdued">{t(audience === undefined ? 'builder.everybody' : 'builder.only')}</s-text>
      <Conditions name={t('builder.audience')} rule={audience} subjects={about} offersOthers field="audience" error={errorAt(errors, 'audience')} add={t('builder.add_condition')}
        change={(rule: Rule | undefined) => change(set(document, 'audience', rule))} />
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(9rem, 1fr))" gap="base">
        <s-number-field id="sample.percent" label={t('builder.percent')} details={t('builder.percent_hint')} min={1} max={100} suffix="%" value={sample.percent ? String(sample.percent) : ''}
          error={errorAt(errors, 'sample.percent')} onInput={(event: Event) => share('percent', typed(event))} />
        <s-number-field id="sample.holdout" label={t('builder.holdout')} details={t('builder.holdout_hint')} min={0} max={50} suffix="%" value={sample.holdout ? String(sample.holdout) : ''}
          error={errorAt(errors, 'sample.holdout')} onInput={(event: Event) => share('holdout', typed(event))} />
        <s-number-field id="priority" label={t('builder.priority')} details={t('builder.priority_hint')} min={-1000} max={1000} value={String(priority)}
          error={errorAt(errors, 'priority')} onInput={(event: Event) => change(set(document, 'priority', Number(typed(event)) || undefined))} />
      </s-grid>
    </s-section>
  );
}

/** The document with one part of it set, or without it. */
function set<K extends 'audience' | 'sample' | 'priority'>(document: SurveyDocument, part: K, value: SurveyDocument[K] | undefined): SurveyDocument {
  const {[part]: _, ...rest} = document;
  return (value === undefined ? rest : {...rest, [part]: value}) as SurveyDocument;
}
