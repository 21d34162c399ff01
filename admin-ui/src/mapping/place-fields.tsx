// The fields of a place, by what the answer becomes there.

import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {Fold} from '../parts/fold';
import {freeKey, renamed, worded} from './place';
import type {EditProps} from './table';
import type {AskedQuestion, FieldType, Target} from './types';

interface PartProps extends EditProps {
  target: Target;
  at: number;
  question: AskedQuestion;
  kept: Target | undefined; // as it is kept: its type and words stay
  put: (next: Target) => void;
}

const another = '+'; // the option for a property that is not there yet: no key is such

export function PropertyFields(props: PartProps) {
  const {target, at, question, board, draft, errors, kept, put} = props;
  const {takes, attributes} = board;
  const fitting = attributes.filter(({type = 'text'}) => question.types.includes(type));
  const theirs = fitting.find(({key}) => key === target.name);
  return (
    <>
      {fitting.length > 0 && (
        <s-select label={t('mapping.property')} value={theirs ? theirs.key : another} onChange={(event: Event) => {
          const chosen = fitting.find(({key}) => key === typed(event));
          if (chosen) put({...renamed(target, chosen.key, chosen.label || chosen.key), type: chosen.type ?? 'text'});
          else put(renamed(target, freeKey(board, draft, question.key), question.title.slice(0, 100)));
        }}>
          <s-option value={another}>{t('mapping.new_property')}</s-option>
          {fitting.map(({key, label}) => <s-option key={key} value={key}>{label && label !== key ? `${label} (${key})` : key}</s-option>)}
        </s-select>
      )}
      {!theirs && (
        <s-text-field id={`targets.${at}.name`} label={t('mapping.key')} details={t(takes.capitals ? 'mapping.key_hint_capitals' : 'mapping.key_hint', {most: takes.most})}
          value={target.name ?? ''} maxLength={200} autocomplete="off" error={errorAt(errors, `targets.${at}.name`)}
          onInput={(event: Event) => put(renamed(target, typed(event)))} />
      )}
      {theirs && errorAt(errors, `targets.${at}.name`) && <s-text tone="critical">{errorAt(errors, `targets.${at}.name`)}</s-text>}
      <s-select id={`targets.${at}.type`} label={t('mapping.type')} details={kept || theirs ? t('mapping.type_fixed') : t('mapping.type_hint')} value={target.type ?? 'text'}
        disabled={Boolean(kept || theirs)} error={errorAt(errors, `targets.${at}.type`)} onChange={(event: Event) => put({...target, type: typed(event) as FieldType})}>
        {question.types.map((type) => <s-option key={type} value={type}>{t(`mapping.types.${type}`)}</s-option>)}
      </s-select>
      {(target.type === 'text' || target.type === 'texts') && <Words {...props} />}
    </>
  );
}

export function TagFields(props: PartProps) {
  const {target, at, errors, kept, put} = props;
  const first = props.question.options[0]?.value ?? '…';
  return (
    <>
      <s-text-field id={`targets.${at}.name`} label={t('mapping.tag_begins')} details={t('mapping.tag_hint', {tag: `${target.name ?? ''}${target.words?.[first] || first}`})}
        value={target.name ?? ''} maxLength={80} autocomplete="off" readOnly={Boolean(kept)} error={errorAt(errors, `targets.${at}.name`)}
        onInput={(event: Event) => put(renamed(target, typed(event)))} />
      <Words {...props} />
    </>
  );
}

export function ListFields({target, at, question, board, title, errors, put}: PartProps) {
  const marks = board.takes.list_is_consent || board.lists.find(({id}) => id === target.name)?.marks;
  return (
    <>
      <s-select id={`targets.${at}.name`} label={t('mapping.list')} details={t(marks ? 'mapping.list_marks' : 'mapping.list_hint', {title})} value={target.name ?? ''}
        error={errorAt(errors, `targets.${at}.name`)}
        onChange={(event: Event) => put(renamed(target, typed(event), board.lists.find(({id}) => id === typed(event))?.name ?? ''))}>
        {!board.lists.some(({id}) => id === target.name) && <s-option value={target.name ?? ''}>{target.label || t('destinations.choose_one')}</s-option>}
        {board.lists.map(({id, name}) => <s-option key={id} value={id}>{name}</s-option>)}
      </s-select>
      {question.options.length > 0 && (
        <s-choice-list multiple name={`targets.${at}.options`} label={t('mapping.list_who')} details={t('mapping.list_who_hint')} error={errorAt(errors, `targets.${at}.options`)}
          onChange={(event: Event) => put(withOptions(target, (event.currentTarget as unknown as {values: string[]}).values))}>
          {question.options.map(({value, label}) => <s-choice key={value} value={value} selected={target.options?.includes(value) ?? false}>{label}</s-choice>)}
        </s-choice-list>
      )}
    </>
  );
}

function withOptions({options: _, ...target}: Target, options: string[]): Target {
  return options.length > 0 ? {...target, options} : target;
}

/** What is written for each option: once it is kept, segments are made of it. */
function Words({target, at, question, errors, kept, put}: PartProps) {
  const wrong = errorAt(errors, `targets.${at}.words`);
  if (question.options.length === 0) return null;
  return (
    <>
      {wrong && <s-text tone="critical">{wrong}</s-text>}
      <Fold show={t('mapping.words')} label={question.title}>
        <s-text color="subdued">{t('mapping.words_hint')}</s-text>
        {question.options.map(({value, label}) => (
          <s-text-field key={value} label={label} value={target.words?.[value] ?? ''} placeholder={value} maxLength={255} autocomplete="off" readOnly={Boolean(kept?.words?.[value])}
            onInput={(event: Event) => put(worded(target, value, typed(event)))} />
        ))}
      </Fold>
    </>
  );
}
