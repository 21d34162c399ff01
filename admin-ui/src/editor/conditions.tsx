// A rule as plain words, to be changed word by word, with groups one level deep. What says
// more is told in words, and kept as it is.

import {t} from '../i18n';
import type {Rule} from '../types';
import {type Condition, type Sentence, type Verb} from './rules';
import {replaced, without} from './document';
import {type Part, readWhole, type Whole, writeWhole} from './groups';
import {type Saying, sayRule} from './say-rule';
import {begin, cased, saying, type Subject, takesValue, verbsOf, verbWord} from './subjects';
import {typed} from './words-input';

interface ConditionsProps {
  name: string; // whose conditions they are, for who hears them
  rule: Rule;
  subjects: Subject[]; // the first is what a new condition is about
  field: string;
  error: string;
  add: string; // the words on the button
  change: (rule: Rule | undefined) => void;
}

export function Conditions({name, rule, subjects, field, error, add, change}: ConditionsProps) {
  const whole = readWhole(rule);
  const {join, parts} = whole;
  const set = (part: Partial<Whole>) => change(writeWhole({...whole, ...part}));
  const [first] = subjects;
  const among: Sentence['join'] = join === 'and' ? 'or' : 'and'; // what a group adds to its list
  return (
    <s-stack gap="small-200" id={field}>
      {parts.length > 1 && <Join join={join} label={t('builder.join')} change={(next) => set({join: next})} />}
      {parts.map((part, at) => (
        <One key={at} part={part} name={name} n={at + 1} subjects={subjects} add={add}
          change={(next) => set({parts: replaced(parts, at, next)})} remove={() => set({parts: without(parts, at)})} />
      ))}
      {error && <s-text tone="critical">{error}</s-text>}
      {first && (
        <s-stack direction="inline" gap="small-300">
          <s-button variant="tertiary" icon="plus" accessibilityLabel={`${add}: ${name}`} onClick={() => set({parts: [...parts, {condition: begin(first)}]})}>{add}</s-button>
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
  if ('told' in part) return <Told rule={part.told} subjects={subjects} name={t('builder.condition', {name, n})} remove={remove} />;
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
  const set = (next: Condition[]) => (next.length > 0 ? change({join, conditions: next}) : remove());
  return (
    <s-box border="base" borderRadius="base" padding="small" accessibilityRole="section" accessibilityLabel={name}>
      <s-stack gap="small-200">
        <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
          <Join join={join} label={`${t('builder.join')}: ${name}`} change={(next) => change({join: next, conditions})} />
          <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_group', {name})} onClick={remove} />
        </s-grid>
        {conditions.map((one, at) => (
          <Row key={at} name={t('builder.condition', {name, n: at + 1})} condition={one} subjects={subjects}
            change={(next) => set(replaced(conditions, at, next))} remove={() => set(without(conditions, at))} />
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
  subjects: Subject[];
  name: string;
  remove: () => void;
}

function Told({rule, subjects, name, remove}: ToldProps) {
  return (
    <s-box border="base" borderRadius="base" padding="small" accessibilityRole="section" accessibilityLabel={name}>
      <s-stack gap="small-200">
        <s-text color="subdued">{t('builder.by_hand')}</s-text>
        <Lines saying={sayRule(rule, subjects)} />
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
  const subject: Subject = found ?? {fact: condition.fact, label: goneWords(condition.fact), kind: kindOf(condition), answer: true};
  const to = (fact: string) => change(begin(subjects.find((one) => one.fact === fact) ?? subject));
  return (
    <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
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

const goneWords = (fact: string) => (fact.startsWith('answers.') ? t('builder.asked_nowhere', {key: t('builder.quoted', {words: fact.slice('answers.'.length)})}) : fact);

const kindOf = ({value}: Condition): Subject['kind'] => (typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'number' : 'text');

interface ValueProps {
  label: string;
  subject: Subject;
  condition: Condition;
  change: (value: NonNullable<Condition['value']>) => void;
}

function Value({label, subject, condition: {verb, value}, change}: ValueProps) {
  const count = takesValue(verb);
  if (count === 'none') return null;
  const hidden = {label, labelAccessibilityVisibility: 'exclusive'} as const;
  if (count === 'several') return <Several {...{label, subject, change}} values={(value as unknown[]).map(String)} />;
  if (subject.kind === 'boolean') {
    return (
      <s-select {...hidden} value={String(value)} onChange={(event: Event) => change(typed(event) === 'true')}>
        <s-option value="true">{t('editor.yes')}</s-option>
        <s-option value="false">{t('editor.no')}</s-option>
      </s-select>
    );
  }
  if (subject.kind === 'number') {
    const set = (text: string) => text.trim() !== '' && Number.isFinite(Number(text)) && change(Number(text));
    return <s-number-field {...hidden} value={String(value)} onInput={(event: Event) => set(typed(event))} />;
  }
  if (subject.values) {
    const gone = !subject.values.some((one) => one.value === value);
    return (
      <s-select {...hidden} value={String(value)} error={gone ? t('builder.no_such_option') : ''} onChange={(event: Event) => change(typed(event))}>
        {gone && <s-option value={String(value)}>{String(value)}</s-option>}
        {subject.values.map((one) => <s-option key={one.value} value={one.value}>{one.label}</s-option>)}
      </s-select>
    );
  }
  return <s-text-field {...hidden} value={String(value)} error={value === '' ? t('builder.no_value') : ''} autocomplete="off" onInput={(event: Event) => change(cased(subject, typed(event)))} />;
}

function Several({label, subject, values, change}: Omit<ValueProps, 'condition'> & {values: string[]}) {
  const error = values.filter(Boolean).length === 0 ? t('builder.no_value') : '';
  if (!subject.values) {
    // What is being typed keeps its commas; what it says is the list between them.
    const list = (text: string) => text.split(/,\s*/).map((one) => cased(subject, one));
    return <s-text-field label={label} labelAccessibilityVisibility="exclusive" details={t('builder.with_commas')} error={error} autocomplete="off" value={values.join(', ')} onChange={(event: Event) => change(list(typed(event)).map((one) => one.trim()).filter(Boolean))} />;
  }
  const gone = values.filter((value) => !subject.values!.some((one) => one.value === value));
  return (
    <s-choice-list label={label} labelAccessibilityVisibility="exclusive" multiple name={label} error={error}
      onChange={(event: Event) => change((event.currentTarget as unknown as {values: string[]}).values)}>
      {[...subject.values, ...gone.map((value) => ({value, label: value}))].map((one) => (
        <s-choice key={one.value} value={one.value} selected={values.includes(one.value)}>{one.label}</s-choice>
      ))}
    </s-choice-list>
  );
}
