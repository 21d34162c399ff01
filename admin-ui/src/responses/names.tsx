// What people wrote instead of choosing: likely the same together, to be called one thing.

import type {RefObject} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {useSpoken} from '../editor/undo';
import {typed} from '../editor/words-input';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {besideGone, first, isItem, nowhere} from '../parts/focus';
import {Fold, useFirst} from '../parts/fold';
import {Failed} from '../parts/states';
import {Select} from '../receipts/filters';
import type {Asked} from './filter';
import {spelled, spellings, written, type Group, type Meaning, type Named, type Spelling} from './written';

const most = 5; // shown before somebody asks for the others
const mostSpellings = 8;
const longest = 24; // characters of a name that a button has room for

interface Props {
  survey: string;
  question: Asked;
  show: (value: string) => void;
  changed: () => void;
}

export function Names({survey, question, show, changed}: Props) {
  const {value, error, reload} = useLoad((signal) => written.board(survey, question.key, signal), [survey, question.key]);
  const groups = useFirst(value?.groups ?? [], most);
  const [said, say] = useSpoken();
  const [list, after] = useAfter(value);
  if (error) return <Failed error={error} retry={reload} />;
  if (!value || value.groups.length + value.named.length === 0) return null;
  const options = question.options.filter(([key]) => key !== '*');
  const called = (meaning: Meaning) => ('name' in meaning ? meaning.name : options.find(([key]) => key === meaning.option)?.[1] ?? meaning.option);
  const quoted = (texts: string[]) => spelled(texts.map((text) => ({text})));
  const again = (words: string, beside: Beside) => () => {
    after(beside);
    say(words);
    reload();
    changed();
  };
  return (
    <s-section heading={t('responses.names.title')}>
      <s-box accessibilityRole="status" accessibilityVisibility="exclusive">{said}</s-box>
      <s-stack gap="large" ref={list}>
        <s-paragraph color="subdued">
          {t('responses.names.hint')}{!value.whole && ` ${t('responses.names.newest', {n: amount(value.looked)})}`}
        </s-paragraph>
        {value.groups.length > 0 && (
          <s-stack accessibilityRole="unordered-list" gap="large" {...{'data-list': 'groups'}}>
            {groups.first.map((one, at) => (
              <ToName key={spellings(one.texts).map(({key}) => key).join('\n')} group={one} options={options}
                merge={(meaning, texts) => written.name(survey, question.key, meaning, texts).then(again(t('responses.names.now_called', {name: called(meaning), texts: quoted(texts)}), inList('groups', at)))} />
            ))}
          </s-stack>
        )}
        {groups.rest}
        {value.named.length > 0 && (
          <s-stack gap="base">
            <s-heading>{t('responses.names.named')}</s-heading>
            <s-stack accessibilityRole="unordered-list" gap="base" {...{'data-list': 'named'}}>
              {value.named.map((one, at) => (
                <IsNamed key={one.value} named={one} options={options} show={() => show(one.value)}
                  undo={(meaning) => written.unname(question.key, meaning).then(again(t('responses.names.undone', {name: called(meaning)}), inList('named', at)))}
                  takeOut={(meaning, texts, place) => written.unname(question.key, meaning, texts).then(again(t('responses.names.taken_out', {name: called(meaning), texts: quoted(texts)}), inList('named', at, {of: one.value, place})))} />
              ))}
            </s-stack>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}

/** Where the keyboard belongs in what is drawn. */
type Beside = (list: Element) => HTMLElement | undefined;

// Beside an item of a list, or beside what another holds, wherever that stands by then; else at what comes first.
const inList = (kind: string, at: number, held?: {of: string; place: number}): Beside => (whole) => {
  const items = whole.querySelector(`[data-list="${kind}"]`);
  if (!items) return first(whole);
  const holder = held && [...items.children].find((one) => (one as HTMLElement).dataset['value'] === held.of);
  const holds = holder?.querySelector('[data-list="held"]');
  return (holds && besideGone(holds, held!.place)) ?? first(holder) ?? besideGone(items, at) ?? first(whole);
};

/** What was pressed is gone once that is read again: the keyboard goes beside it then, unless it is somewhere else by now. */
function useAfter(value: unknown): [RefObject<HTMLElementTagNameMap['s-stack']>, (beside: Beside) => void] {
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const left = useRef<Beside>();
  useEffect(() => {
    const beside = left.current;
    left.current = undefined;
    if (beside && list.current && nowhere()) beside(list.current)?.focus();
  }, [value]);
  return [list, (beside) => { left.current = beside; }];
}

function useDoing(): [boolean, Error | undefined, (what: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();
  return [busy, failed, (what) => {
    setBusy(true);
    setFailed(undefined);
    what().catch(setFailed).finally(() => setBusy(false));
  }];
}

interface ToNameProps {
  group: Group;
  options: [string, string][];
  merge: (meaning: Meaning, texts: string[]) => Promise<void>;
}

function ToName({group, options, merge}: ToNameProps) {
  const [option, setOption] = useState(group.option ?? '');
  const [name, setName] = useState(group.name);
  const [left, setLeft] = useState<string[]>([]); // spellings that mean something else
  const [busy, failed, run] = useDoing();
  const all = spellings(group.texts);
  const taken = all.filter(({key}) => !left.includes(key));
  const called = options.find(([key]) => key === option)?.[1] ?? name.trim();
  const button = called.length > longest ? t('responses.names.merge_that') : t('responses.names.merge', {name: called});
  return (
    <s-box accessibilityRole="list-item" {...isItem}>
      <s-stack gap="small">
        {all.length > 1
          ? <Which all={all} count={group.count} left={left} leave={setLeft} />
          : <s-paragraph>{t('responses.names.wrote', {count: group.count, n: amount(group.count), texts: spelled(group.texts)})}</s-paragraph>}
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(12rem, 100%), 1fr))" gap="base" alignItems="end">
          <Select label={t('responses.names.means')} any={t('responses.names.own')} value={option} options={options} change={setOption} />
          {!option && <s-text-field label={t('responses.names.name')} value={name} maxLength={100} autocomplete="off" onInput={(event: Event) => setName(typed(event))} />}
          <s-button loading={busy} disabled={!called || taken.length === 0} accessibilityLabel={`${button}: ${spelled(taken.flatMap(({texts}) => texts))}${button.includes(called) ? '' : `, ${called}`}`}
            onClick={() => run(() => merge(option ? {option} : {name: name.trim()}, taken.map(({texts}) => texts[0]!.text)))}>{button}</s-button>
        </s-grid>
        {failed && <Failed error={failed} />}
      </s-stack>
    </s-box>
  );
}

/** The spellings of a group: those that mean something else are left out of it. */
function Which({all, count, left, leave}: {all: Spelling[]; count: number; left: string[]; leave: (left: string[]) => void}) {
  const {first, rest} = useFirst(all, mostSpellings);
  const chosen = (event: Event) => {
    const values = (event.currentTarget as unknown as {values: string[]}).values;
    const out = first.map(({key}) => key).filter((key) => !values.includes(key));
    leave([...left.filter((key) => !first.some((one) => one.key === key)), ...out]); // what is not shown stays as it is
  };
  return (
    <s-stack gap="small">
      <s-choice-list multiple label={t('responses.names.which', {n: amount(count)})} name={`which-${all[0]!.key}`} onChange={chosen}>
        {first.map((one) => <s-choice key={one.key} value={one.key} selected={!left.includes(one.key)}>{wordsOf(one)}</s-choice>)}
      </s-choice-list>
      {rest}
    </s-stack>
  );
}

const wordsOf = ({texts, count}: Spelling) => t('responses.names.each', {texts: spelled(texts), n: amount(count)});

interface IsNamedProps {
  named: Named;
  options: [string, string][];
  show: () => void;
  undo: (meaning: Meaning) => Promise<void>;
  takeOut: (meaning: Meaning, texts: string[], place: number) => Promise<void>;
}

function IsNamed({named, options, show, undo, takeOut}: IsNamedProps) {
  const [busy, failed, run] = useDoing();
  const title = named.name || options.find(([key]) => key === named.option)?.[1] || named.option || '';
  const meaning: Meaning = named.option ? {option: named.option} : {name: named.name ?? ''};
  const all = spellings(named.texts);
  return (
    <s-box accessibilityRole="list-item" {...isItem} {...{'data-value': named.value}}>
      <s-stack gap="small-300">
        <s-text type="strong">{title}</s-text>
        <s-text color="subdued">{named.texts.length > 0 ? t('responses.names.wrote', {count: named.count, n: amount(named.count), texts: spelled(named.texts)}) : t('responses.names.nobody')}</s-text>
        {failed && <Failed error={failed} />}
        <s-stack direction="inline" gap="small">
          <s-button variant="tertiary" accessibilityLabel={`${t('responses.names.show')}: ${title}`} onClick={show}>{t('responses.names.show')}</s-button>
          <s-button variant="tertiary" tone="critical" loading={busy} accessibilityLabel={`${t('responses.names.undo')}: ${title}`} onClick={() => run(() => undo(meaning))}>{t('responses.names.undo')}</s-button>
        </s-stack>
        {all.length > 1 && <Fold show={t('responses.names.holds', {count: all.length})} label={title}><Holds title={title} all={all} takeOut={(texts, place) => takeOut(meaning, texts, place)} /></Fold>}
      </s-stack>
    </s-box>
  );
}

/** What a name holds: each spelling can be taken out of it alone. */
function Holds({title, all, takeOut}: {title: string; all: Spelling[]; takeOut: (texts: string[], place: number) => Promise<void>}) {
  const {first, rest} = useFirst(all, mostSpellings);
  return (
    <s-stack gap="small">
      <s-stack accessibilityRole="unordered-list" gap="small-300" {...{'data-list': 'held'}}>
        {first.map((one, at) => <Held key={one.key} title={title} spelling={one} takeOut={(texts) => takeOut(texts, at)} />)}
      </s-stack>
      {rest}
    </s-stack>
  );
}

function Held({title, spelling, takeOut}: {title: string; spelling: Spelling; takeOut: (texts: string[]) => Promise<void>}) {
  const [busy, failed, run] = useDoing();
  const texts = spelled(spelling.texts);
  return (
    <s-box accessibilityRole="list-item" {...isItem}>
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-text>{wordsOf(spelling)}</s-text>
        <s-button variant="tertiary" loading={busy} accessibilityLabel={t('responses.names.take_out_of', {texts, name: title})} onClick={() => run(() => takeOut([spelling.texts[0]!.text]))}>{t('responses.names.take_out')}</s-button>
      </s-stack>
      {failed && <Failed error={failed} />}
    </s-box>
  );
}
