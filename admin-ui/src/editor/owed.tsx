// What a shopper is owed before she answers: without it nothing is published.

import {t} from '../i18n';
import type {FieldError, Question} from '../types';
import {errorAt} from './places';
import {typed, WordsInput} from './words-input';

interface OwedProps {
  question: Question;
  language: string;
  field: (name: string) => string;
  errors: FieldError[];
  change: (question: Question) => void;
}

const texts = ['why', 'get', 'use'] as const;

export function Owed({question, language, field, errors, change}: OwedProps) {
  const keep = (text: string) => {
    const {keep_days: _, ...rest} = question;
    change(text === '' ? rest : {...rest, keep_days: Number(text)});
  };
  return (
    <>
      {texts.map((name) => (
        <WordsInput key={name} label={t(`editor.${name}`)} details={t(`editor.${name}_hint`)} words={question[name]} language={language}
          field={field(name)} errors={errors} change={(words) => change({...question, [name]: words})} />
      ))}
      <s-number-field id={field('keep_days')} label={t('editor.keep_days')} details={t('editor.keep_days_hint')} min={0}
        value={question.keep_days ? String(question.keep_days) : ''} error={errorAt(errors, field('keep_days'))}
        onInput={(event: Event) => keep(typed(event))} />
    </>
  );
}
