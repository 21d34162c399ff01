// The texts of a survey in one language beside the others: what is missing is marked,
// counted and gone to.

import {useState} from 'preact/hooks';
import {languageName, t} from '../i18n';
import type {FieldError, SurveyDocument} from '../types';
import {tidy} from './document';
import {missing} from './missing';
import {errorAt} from './places';
import {type Group, groups, nextMissing, saying, wordsAt} from './texts';
import {TextInput} from './words-input';

interface BesideProps {
  document: SurveyDocument;
  shown: string[]; // the languages beside the first
  show: (languages: string[]) => void;
  errors: FieldError[];
  change: (document: SurveyDocument) => void;
  at: (language: string) => void; // is being written in
  close: () => void;
}

/** The field of a text in a language. */
export const fieldId = (path: string, language: string) => `beside.${path}.${language}`;
const chosen = (event: Event) => (event.currentTarget as unknown as {values: string[]}).values;

export function Beside({document, shown, show, errors, change, at, close}: BesideProps) {
  const [source, ...others] = document.languages as [string, ...string[]];
  const [here, setHere] = useState('');
  const gaps = missing(tidy(document));
  const count = (tag: string) => gaps[tag]?.length ?? 0;
  const columns = [source, ...others.filter((tag) => shown.includes(tag))];
  const jump = (by: 1 | -1) => {
    const cell = nextMissing(tidy(document), columns, here, by);
    if (cell) globalThis.document.getElementById(`beside.${cell}`)?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    const by = ({ArrowUp: -1, ArrowDown: 1} as const)[event.key as 'ArrowUp'];
    if (!event.altKey || !by) return;
    event.preventDefault();
    jump(by);
  };
  const row = {columns, gaps, errors, document, source, change, visit: (cell: string, tag: string) => { setHere(cell); at(tag); }};
  return (
    <div onKeyDown={keys} style={{display: 'contents'}}>
      <s-section heading={t('beside.title')}>
        <s-text color="subdued">{t('beside.hint', {language: languageName(source)})}</s-text>
        <s-choice-list multiple label={t('beside.shown', {language: languageName(source)})} name="beside" onChange={(event: Event) => show(chosen(event))}>
          {others.map((tag) => (
            <s-choice key={tag} value={tag} selected={shown.includes(tag)}>
              {languageName(tag)}
              <s-text slot="details">{count(tag) > 0 ? t('beside.count', {count: count(tag)}) : t('beside.complete')}</s-text>
            </s-choice>
          ))}
        </s-choice-list>
        <s-stack direction="inline" gap="small-300" alignItems="center">
          <s-button icon="arrow-down" disabled={columns.every((tag) => count(tag) === 0)} onClick={() => jump(1)}>{t('beside.next')}</s-button>
          <s-button variant="tertiary" onClick={close}>{t('beside.close')}</s-button>
        </s-stack>
      </s-section>
      {groups(document).map((group) => <Texts key={group.path} group={group} {...row} />)}
    </div>
  );
}

interface TextsProps {
  group: Group;
  columns: string[];
  gaps: ReturnType<typeof missing>;
  errors: FieldError[];
  document: SurveyDocument;
  source: string;
  change: (document: SurveyDocument) => void;
  visit: (cell: string, language: string) => void;
}

function Texts({group, columns, gaps, errors, document, source, change, visit}: TextsProps) {
  return (
    <s-section heading={groupName(group.path)}>
      {group.texts.map((path) => {
        const words = wordsAt(document, path);
        return (
          <s-grid key={path} gridTemplateColumns="repeat(auto-fit, minmax(min(100%, 13rem), 1fr))" gap="base" alignItems="start">
            {columns.map((tag) => {
              const lacks = gaps[tag]?.some((gap) => gap.path === path);
              const same = tag !== source && Boolean(words[tag]?.trim()) && words[tag] === words[source];
              return (
                <div key={tag} onFocusIn={() => visit(`${path}.${tag}`, tag)}>
                  <TextInput label={t('beside.cell', {text: textName(path), language: languageName(tag)})} field={fieldId(path, tag)} value={words[tag] ?? ''}
                    errors={[{field: fieldId(path, tag), code: '', message: errorAt(errors, `${path}.${tag}`)}]}
                    details={lacks ? t('beside.missing') : same ? t('beside.same', {language: languageName(source)}) : ''}
                    change={(said) => change(saying(document, path, tag, said))} />
                </div>
              );
            })}
          </s-grid>
        );
      })}
    </s-section>
  );
}

function groupName(path: string): string {
  const [list, at] = path.split('.');
  if (at === undefined) return t('editor.thanks');
  return t(list === 'endings' ? 'builder.ending' : 'editor.question', {n: Number(at) + 1});
}

/** What a text is, within its group. */
function textName(path: string): string {
  const parts = path.split('.');
  const [list, at, name = '', n, last] = parts;
  const here = Number(at) + 1;
  if (list === 'thanks') return t('editor.thanks_label');
  if (list === 'endings') return t(name === 'title' ? 'builder.ending' : 'builder.ending_text', {n: here});
  if (name === 'options' || name === 'parts') return t(last === 'hint' ? 'beside.option_hint' : 'editor.option', {n: Number(n) + 1});
  if (name === 'other') return t('editor.other_label');
  return t(['unit', 'low', 'high'].includes(name) ? `editor.limits.${name}` : `editor.${name}`);
}
