// A rule as plain words, to be changed word by word, with groups one level deep. What says
// more is told in words, and kept as it is.

import {useRef} from 'preact/hooks';
import {t} from '../i18n';
import {addsItem, focusBeside, isItem} from '../parts/focus';
import {Failed} from '../parts/states';
import type {Rule} from '../types';
import {looksAt} from './astray';
import {Value} from './condition-value';
import {replaced, without} from './document';
import {type Part, readWhole, type Whole, writeWhole} from './groups';
import {type Known, useKnown} from './known';
import type {Condition, Sentence, Verb} from './rules';
import {type Saying, sayRule} from './say-rule';
import {begin, saying, type Subject, verbsOf, verbWord} from './subjects';
import {typed} from './words-input';

interface ConditionsProps {
  name: string; // whose conditions they are, for who hears them
  rule: Rule;
  subjects: Subject[]; // the first is what a new condition is about
  field: string;
  error: string;
  add: string; // the words on the button
  offersOthers?: boolean; // that answers to other surveys are among the subjects, once they are known
  change: (rule: Rule | undefined) => void;
}

export function Conditions({name, rule, subjects, field, error, add, offersOthers, change}: ConditionsProps) {
  const {all, others, say} = useKnown();
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const whole = readWhole(rule);
  const {join, parts} = whole;
  const set = (part: Partial<Whole>) => change(writeWhole({...whole, ...part}));
  const [first] = subjects;
  const unknown = looksAt(rule).some((key) => !all.some(({fact}) => `${fact}.`.startsWith(`answers.${key}.`)));
  const remove = (at: number) => {
    const of = {name, n: at + 1};
    set({parts: without(parts, at)});
    say(t('builder.removed', {name: parts[at] && 'group' in parts[at] ? t('builder.group', of) : t('builder.condition', of)}));
    focusBeside(list.current, at);
  };
  const among: Sentence['join'] = join === 'and' ? 'or' : 'and'; // what a group adds to its list
  return (
    <s-stack gap="small-200" id={field} ref={list}>
      {others.error && (offersOthers || unknown) && <Failed error={others.error} retry={others.reload} />}
      {parts.length > 1 && <Join join={join} label={t('builder.join')} change={(next) => set({join: next})} />}
      {parts.map((part, at) => (
        <One key={at} part={part} name={name} n={at + 1} subjects={subjects} add={add}
          change={(next) => set({parts: replaced(parts, at, next)})} remove={() => remove(at)} />
      ))}
      {error && <s-text tone="critical">{error}</s-text>}
      {first && (
        <s-stack direction="inline" gap="small-300">
          <s-button variant="tertiary" icon="plus" accessibilityLabel={`${add}: ${name}`} {...addsItem} onClick={() => set({parts: [...parts, {condition: begin(first)}]})}>{add}</s-button>
          {parts.length > 0 && (
            <s-button variant="tertiary" icon="plus" accessibilityLabel={`${t('builder.add_group')}: ${name}`}
              onClick={() => set({parts: [...parts, {group: {join: among, conditions: [begin(first)]}}]})}>{t('builder.add_group')}</s-button>
          )}
        </s-stack>
      )}
    </s-stack>
  );
}

interface OneProps {
  part: Part;
  name: string;
  n: number;
  subjects: Subject[];
  add: string;
  change: (part: Part) => void;
  remove: () => void;
}

function One({part, name, n, subjects, add, change, remove}: OneProps) {
  if ('told' in part) return <Told rule={part.told} name={t('builder.condition', {name, n})} remove={remove} />;
  if ('group' in part) return <Group group={part.group} name={t('builder.group', {name, n})} {...{subjects, add, remove}} change={(group) => change({group})} />;
  return <Row name={t('builder.condition', {name, n})} condition={part.condition} subjects={subjects} change={(condition) => change({condition})} remove={remove} />;
}

function Join({join, label, change}: {join: Sentence['join']; label: string; change: (join: Sentence['join']) => void}) {
  return (
    <s-select label={label} labelAccessibilityVisibility="exclusive" value={join} onChange={(event: Event) => change(typed(event) as Sentence['join'])}>
      <s-option value="and">{t('builder.all')}</s-option>
      <s-option value="or">{t('builder.any')}</s-option>
    </s-select>
  );
}

interface GroupProps {
  group: Sentence;
  name: string;
  subjects: Subject[];
  add: string;
  change: (group: Sentence) => void;
  remove: () => void;
}

/** Conditions that stand for one: without any it is gone. */
function Group({group: {join, conditions}, name, subjects, add, change, remove}: GroupProps) {
  const {say} = useKnown();
  const list = useRef<HTMLElementTagNameMap['s-stack']>(null);
  const set = (next: Condition[]) => change({join, conditions: next});
  const takeOut = (at: number) => {
    if (conditions.length === 1) return remove();
    set(without(conditions, at));
    say(t('builder.removed', {name: t('builder.condition', {name, n: at + 1})}));
    focusBeside(list.current, at);
  };
  return (
    <s-box border="base" borderRadius="base" padding="small" accessibilityRole="section" accessibilityLabel={name} {...isItem}>
      <s-stack gap="small-200" ref={list}>
        <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
          <Join join={join} label={`${t('builder.join')}: ${name}`} change={(next) => change({join: next, conditions})} />
          <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_group', {name})} onClick={remove} />
        </s-grid>
        {conditions.map((one, at) => (
          <Row key={at} name={t('builder.condition', {name, n: at + 1})} condition={one} subjects={subjects}
            change={(next) => set(replaced(conditions, at, next))} remove={() => takeOut(at)} />
        ))}
        {subjects[0] && (
          <s-stack direction="inline">
            <s-button variant="tertiary" icon="plus" accessibilityLabel={`${add}: ${name}`} onClick={() => set([...conditions, begin(subjects[0]!)])}>{add}</s-button>
          </s-stack>
        )}
      </s-stack>
    </s-box>
  );
}

interface ToldProps {
  rule: Rule;
  name: string;
  remove: () => void;
}

function Told({rule, name, remove}: ToldProps) {
  const {all} = useKnown();
  return (
    <s-box border="base" borderRadius="base" padding="small" accessibilityRole="section" accessibilityLabel={name} {...isItem}>
      <s-stack gap="small-200">
        <s-text color="subdued">{t('builder.by_hand')}</s-text>
        <Lines saying={sayRule(rule, all)} />
        <s-stack direction="inline">
          <s-button variant="tertiary" tone="critical" accessibilityLabel={`${t('builder.remove_by_hand')}: ${name}`} onClick={remove}>{t('builder.remove_by_hand')}</s-button>
        </s-stack>
      </s-stack>
    </s-box>
  );
}

function Lines({saying: {words, beneath}}: {saying: Saying}) {
  return (
    <s-stack gap="small-400">
      <s-text>{words}</s-text>
      {beneath.length > 0 && (
        <s-unordered-list>{beneath.map((one, at) => <s-list-item key={at}><Lines saying={one} /></s-list-item>)}</s-unordered-list>
      )}
    </s-stack>
  );
}

interface RowProps {
  name: string;
  condition: Condition;
  subjects: Subject[];
  change: (condition: Condition) => void;
  remove: () => void;
}

const longest = 24; // characters of what a condition is about that have room beside what is said of it

function Row({name, condition, subjects, change, remove}: RowProps) {
  const found = subjects.find(({fact}) => fact === condition.fact);
  const {all, others} = useKnown();
  const subject: Subject = found ?? all.find(({fact}) => fact === condition.fact)
    ?? {fact: condition.fact, label: strangeWords(condition.fact, others), kind: kindOf(condition), answer: true};
  const to = (fact: string) => change(begin(subjects.find((one) => one.fact === fact) ?? subject));
  return (
    <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start" {...isItem}>
      <s-grid gridTemplateColumns={subject.label.length > longest ? 'minmax(0, 1fr)' : 'repeat(auto-fit, minmax(10rem, 1fr))'} gap="small-300">
        <s-select label={t('builder.subject', {name})} labelAccessibilityVisibility="exclusive" value={condition.fact} onChange={(event: Event) => to(typed(event))}>
          {!found && <s-option value={condition.fact}>{subject.label}</s-option>}
          <Subjects subjects={subjects} />
        </s-select>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(8rem, 1fr))" gap="small-300">
          <s-select label={t('builder.verb', {name})} labelAccessibilityVisibility="exclusive" value={condition.verb}
            onChange={(event: Event) => change(saying(subject, typed(event) as Verb, condition.value))}>
            {verbsOf(subject, condition.verb).map((verb) => <s-option key={verb} value={verb}>{verbWord(verb, subject)}</s-option>)}
          </s-select>
          <Value label={t('builder.value', {name})} subject={subject} condition={condition} change={(value) => change({...condition, value})} />
        </s-grid>
      </s-grid>
      <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_condition', {name})} onClick={remove} />
    </s-grid>
  );
}

/** What a condition can be about: where some of it belongs together, under what that is. */
function Subjects({subjects}: {subjects: Subject[]}) {
  const groups = [...new Set(subjects.map(({about}) => about))];
  const options = (list: Subject[]) => list.map(({fact, label}) => <s-option key={fact} value={fact}>{label}</s-option>);
  if (groups.length < 2) return <>{options(subjects)}</>;
  return (
    <>
      {groups.map((about) => {
        const list = subjects.filter((one) => one.about === about);
        return about ? <s-option-group key={about} label={t(`builder.about.${about}`)}>{options(list)}</s-option-group> : options(list);
      })}
    </>
  );
}

/** What nothing that is known asks: that nobody does is said only once all that is asked is known. */
const strangeWords = (fact: string, others: Known['others']) =>
  (fact.startsWith('answers.') ? t(others.value ? 'builder.asked_nowhere' : 'builder.answer_to', {key: t('builder.quoted', {words: fact.slice('answers.'.length)})}) : fact);

const kindOf = ({value}: Condition): Subject['kind'] => (typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'number' : 'text');
