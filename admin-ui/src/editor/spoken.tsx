// What shoppers usually write into the write-in: each name with how else it is
// written, so that "hardfork" and "Hard Fork" count as one answer.

import {useRef, useState} from 'preact/hooks';
import {t} from '../i18n';
import type {FieldError, Name} from '../types';
import {replaced, without} from './document';
import {errorAt} from './places';
import {TextInput, typed} from './words-input';

interface SpokenProps {
  names: Name[];
  field: string;
  errors: FieldError[];
  change: (names: Name[]) => void;
}

const mostNames = 200; // as the server has it

export function Spoken({names, field, errors, change}: SpokenProps) {
  // The keyboard goes to a new name, and stays in the list when one is removed.
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const focus = (selector: string) => requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  function add() {
    change([...names, {name: ''}]);
    focus(`[id="${field}.${names.length}.name"]`);
  }
  function remove(at: number) {
    change(without(names, at));
    const next = Math.min(at, names.length - 2);
    focus(next < 0 ? '[data-add]' : `[id="${field}.${next}.name"]`);
  }
  return (
    <s-stack gap="small-200" ref={list}>
      <s-text type="strong">{t('editor.spoken')}</s-text>
      <s-text color="subdued">{t('editor.spoken_hint')}</s-text>
      {names.map((one, at) => (
        <s-grid key={at} gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
          <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(10rem, 100%), 1fr))" gap="small-300">
            <TextInput label={t('editor.spoken_name', {n: at + 1})} hideLabel placeholder={t('editor.spoken_name_hint')} value={one.name}
              field={`${field}.${at}.name`} errors={errors} change={(name) => change(replaced(names, at, {...one, name}))} />
            <Aliases name={one} n={at + 1} field={`${field}.${at}.aliases`} errors={errors} change={(next) => change(replaced(names, at, next))} />
          </s-grid>
          <s-button variant="tertiary" icon="delete" accessibilityLabel={t('editor.remove_spoken', {n: at + 1})} onClick={() => remove(at)} />
        </s-grid>
      ))}
      <s-stack direction="inline">
        <s-button icon="plus" variant="tertiary" disabled={names.length >= mostNames} onClick={add} {...{'data-add': ''}}>{t('editor.add_spoken')}</s-button>
      </s-stack>
    </s-stack>
  );
}

interface AliasesProps {
  name: Name;
  n: number;
  field: string;
  errors: FieldError[];
  change: (name: Name) => void;
}

function Aliases({name, n, field, errors, change}: AliasesProps) {
  const {aliases = [], ...rest} = name;
  // A comma that was just typed stays, though it separates nothing yet.
  const [text, setText] = useState('');
  const shown = String(aliasesOf(text)) === String(aliases) ? text : aliases.join(', ');
  function write(said: string) {
    setText(said);
    const found = aliasesOf(said);
    change(found.length > 0 ? {...rest, aliases: found} : rest);
  }
  return (
    <s-text-field id={field} label={t('editor.spoken_aliases', {n})} labelAccessibilityVisibility="exclusive" placeholder={t('editor.spoken_aliases_hint')}
      value={shown} error={errorAt(errors, field)} autocomplete="off" onInput={(event: Event) => write(typed(event))} />
  );
}

/** "hardfork, Hard-Fork," as a list. */
export function aliasesOf(text: string): string[] {
  return text.split(',').map((one) => one.trim()).filter(Boolean);
}
