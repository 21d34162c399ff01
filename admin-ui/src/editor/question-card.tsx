// One question of the survey.

import {t} from '../i18n';
import type {FieldError, Purpose, Question, QuestionType, SurveyDocument} from '../types';
import {slug} from './document';
import {Limits} from './limits';
import {MappingChoice} from './mapping';
import {Options} from './options';
import {Owed} from './owed';
import {PurposeChoice} from './purpose';
import {takes, types} from './shapes';
import {TextInput, typed, WordsInput} from './words-input';

export interface QuestionProps {
  question: Question;
  at: number;
  count: number;
  language: string;
  document: SurveyDocument;
  tagPrefix: string; // the shop's
  purposes: Purpose[]; // the shop's
  saved: Question | undefined; // as it is stored; what has a name keeps it
  errors: FieldError[];
  change: (question: Question) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
}

export function QuestionCard(props: QuestionProps) {
  const {question, at, language, errors, change} = props;
  const field = (name: string) => `questions.${at}.${name}`;
  const n = at + 1;
  const patch = (part: Partial<Question>) => change({...question, ...part});
  return (
    <s-section heading={t('editor.question', {n})}>
      <WordsInput label={t('editor.prompt')} words={question.prompt} language={language} field={field('prompt')}
        errors={errors} change={(prompt) => patch({prompt})} />
      <Owed question={question} language={language} field={field} errors={errors} change={change} />
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
        <s-select label={t('editor.type')} value={question.type} onChange={(event: Event) => patch({type: typed(event) as QuestionType})}>
          {types.map((type) => <s-option key={type} value={type}>{t(`editor.types.${type}`)}</s-option>)}
        </s-select>
        <TextInput label={t('editor.key')} value={question.key} readOnly={Boolean(props.saved)} details={t('editor.key_hint')}
          field={field('key')} errors={errors} change={(key) => patch({key: slug(key) || key})} />
      </s-grid>
      {takes(question.type, 'parts') && <Options {...props} list="parts" field={field('parts')} />}
      {takes(question.type, 'options') && <Options {...props} list="options" field={field('options')} />}
      <Limits {...props} field={field} />
      {question.type !== 'consent' && (
        <s-switch label={t('editor.required')} checked={question.required ?? false}
          onChange={() => patch({required: !question.required})} />
      )}
      <s-divider />
      <PurposeChoice {...props} field={field} />
      <MappingChoice question={question} prefix={props.tagPrefix} change={(mapping) => patch({mapping})} />
      <Moves {...props} n={n} />
    </s-section>
  );
}

function Moves({n, at, count, move, remove}: QuestionProps & {n: number}) {
  if (count < 2) return null;
  return (
    <s-stack direction="inline" gap="small-300" justifyContent="end">
      <s-button variant="tertiary" icon="arrow-up" disabled={at === 0} accessibilityLabel={t('editor.question_up', {n})} onClick={() => move(-1)} />
      <s-button variant="tertiary" icon="arrow-down" disabled={at === count - 1} accessibilityLabel={t('editor.question_down', {n})} onClick={() => move(1)} />
      <s-button variant="tertiary" tone="critical" onClick={remove}>{t('editor.remove_question')}</s-button>
    </s-stack>
  );
}
