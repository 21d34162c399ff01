// The options of a question that is answered by choosing.

import {useRef} from 'preact/hooks';
import {t} from '../i18n';
import type {FieldError, Option, Question, SurveyDocument, Words} from '../types';
import {free, moved, newOption, replaced, slug, without} from './document';
import {pictured, takes} from './shapes';
import {Spoken} from './spoken';
import {typed, WordsInput} from './words-input';

interface OptionsProps {
  list: 'options' | 'parts';
  question: Question;
  saved: Question | undefined;
  document: SurveyDocument;
  language: string;
  field: string;
  errors: FieldError[];
  change: (question: Question) => void;
}

export function Options({list: part, question, saved, document, language, field, errors, change}: OptionsProps) {
  const options = question[part] ?? [];
  const set = (next: Option[]) => change({...question, [part]: next});

  // An option that was never saved is still named after its label.
  function relabel(at: number, label: Words) {
    const option = options[at]!;
    const stored = saved?.[part]?.some((one) => one.key === option.key);
    const others = without(options, at).map((one) => one.key);
    const key = stored || language !== document.languages[0] ? option.key : free(slug(label[language] ?? '') || option.key, others);
    set(replaced(options, at, {...option, key, label}));
  }

  // The keyboard stays with the option that was moved, and goes to a new one.
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const focus = (at: number, control: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`s-grid:nth-of-type(${at + 1}) ${control}`)?.focus());
  function move(at: number, by: -1 | 1) {
    set(moved(options, at, by));
    const up = at + by > 0 && (by < 0 || at + by === options.length - 1);
    focus(at + by, `s-button:nth-of-type(${up ? 1 : 2})`);
  }

  const create = () => set([...options, newOption(document, options.map((one) => one.key), t('editor.option', {n: options.length + 1}))]);
  function add() {
    create();
    focus(options.length, 's-text-field');
  }
  return (
    <s-stack gap="small-200" ref={list}>
      <s-text type="strong">{t(question.type === 'delivery_slot' ? `editor.slot_${part}` : 'editor.options')}</s-text>
      {options.map((option, at) => (
        <s-grid key={at} gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
          <s-stack gap="small-300">
            <WordsInput label={t('editor.option', {n: at + 1})} hideLabel words={option.label} language={language} field={`${field}.${at}`}
              errors={errors} change={(label) => relabel(at, label)} />
            {pictured(question.type) && (
              <s-url-field label={t('editor.image', {n: at + 1})} labelAccessibilityVisibility="exclusive" placeholder={t('editor.image_hint')} value={option.image ?? ''}
                onInput={(event: Event) => set(replaced(options, at, {...option, image: typed(event)}))} />
            )}
            {question.shuffle && takes(question.type, 'shuffle') && (
              <s-checkbox label={t('editor.pinned')} checked={option.pinned ?? false}
                onChange={() => set(replaced(options, at, pinned(option)))} />
            )}
          </s-stack>
          <Moves at={at} count={options.length} move={(by) => move(at, by)} remove={() => set(without(options, at))} />
        </s-grid>
      ))}
      <s-stack direction="inline"><s-button icon="plus" variant="tertiary" onClick={add}>{t('editor.add_option')}</s-button></s-stack>
      {part === 'options' && takes(question.type, 'other') && <WriteIn question={question} document={document} language={language} field={field.replace(/options$/, 'other')} errors={errors} change={change} />}
    </s-stack>
  );
}

// What is off is left out, as in the stored document.
function pinned({pinned: on, ...option}: Option): Option {
  return on ? option : {...option, pinned: true};
}

interface MovesProps {
  at: number;
  count: number;
  move: (by: -1 | 1) => void;
  remove: () => void;
}

function Moves({at, count, move, remove}: MovesProps) {
  const n = at + 1;
  return (
    <s-stack direction="inline" gap="none">
      <s-button variant="tertiary" icon="arrow-up" disabled={at === 0} accessibilityLabel={t('editor.move_up', {n})} onClick={() => move(-1)} />
      <s-button variant="tertiary" icon="arrow-down" disabled={at === count - 1} accessibilityLabel={t('editor.move_down', {n})} onClick={() => move(1)} />
      <s-button variant="tertiary" icon="delete" disabled={count < 2} accessibilityLabel={t('editor.remove_option', {n})} onClick={remove} />
    </s-stack>
  );
}

function WriteIn({question, document, language, field, errors, change}: Omit<OptionsProps, 'saved' | 'list'>) {
  const {other, ...rest} = question;
  const {names: _, ...bare} = other ?? {label: {}};
  const label = Object.fromEntries(document.languages.map((tag) => [tag, t('editor.other_default')]));
  return (
    <s-stack gap="small-200">
      <s-switch label={t('editor.other')} checked={Boolean(other)} onChange={() => change(other ? rest : {...rest, other: {label}})} />
      {other && (
        <>
          <WordsInput label={t('editor.other_label')} words={other.label} language={language} field={`${field}.label`} errors={errors}
            change={(next) => change({...question, other: {...other, label: next}})} />
          <Spoken names={other.names ?? []} field={`${field}.names`} errors={errors}
            change={(names) => change({...question, other: names.length > 0 ? {...bare, names} : bare})} />
        </>
      )}
    </s-stack>
  );
}
