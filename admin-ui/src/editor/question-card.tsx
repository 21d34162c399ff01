// One question of the survey.

import {t} from '../i18n';
import type {Fact, FieldError, Purpose, Question, QuestionType, SurveyDocument, Use} from '../types';
import {AskAgain} from './again';
import {slug} from './document';
import {Weights} from './endings';
import {Limits} from './limits';
import {MappingChoice} from './mapping';
import {Options} from './options';
import {Owed} from './owed';
import {PurposeChoice} from './purpose';
import {takes, types} from './shapes';
import {UsedIn} from './uses';
import {Ways} from './ways';
import {TextInput, typed, WordsInput} from './words-input';

export interface QuestionProps {
  question: Question;
  at: number;
  count: number;
  language: string;
  document: SurveyDocument;
  tagPrefix: string; // the shop's
  purposes: Purpose[]; // the shop's
  facts: Fact[]; // that conditions can ask about
  use: Use | undefined; // of its answer, once that is known
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
      <Ways {...props} />
      <AskAgain {...props} field={field} />
      <Weights {...props} field={field} />
      <s-divider />
      <PurposeChoice {...props} field={field} />
      <MappingChoice question={question} prefix={props.tagPrefix} change={(mapping) => patch({mapping})} />
      <UsedIn use={props.use} document={props.document} />
      <Moves {...props} n={n} />
    </s-section>
  );
}

const movesId = (at: number) => `questions.${at}.moves`;

/** Leaves the keyboard with a question that was moved. */
export const focusMove = (at: number, by: -1 | 1) => requestAnimationFrame(() => {
  const [up, down] = globalThis.document.getElementById(movesId(at))?.querySelectorAll<HTMLElementTagNameMap['s-button']>('s-button') ?? [];
  (by < 0 && !up?.disabled || down?.disabled ? up : down)?.focus();
});

function Moves({n, at, count, move, remove}: QuestionProps & {n: number}) {
  if (count < 2) return null;
  return (
    <s-stack id={movesId(at)} direction="inline" gap="small-300" justifyContent="end">
      <s-button variant="tertiary" icon="arrow-up" disabled={at === 0} accessibilityLabel={t('editor.question_up', {n})} onClick={() => move(-1)} />
      <s-button variant="tertiary" icon="arrow-down" disabled={at === count - 1} accessibilityLabel={t('editor.question_down', {n})} onClick={() => move(1)} />
      <s-button variant="tertiary" tone="critical" onClick={remove}>{t('editor.remove_question')}</s-button>
    </s-stack>
  );
}
