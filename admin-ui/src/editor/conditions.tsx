// A rule as plain words, to be changed word by word. One that says more is shown as it is.

import {t} from '../i18n';
import type {Rule} from '../types';
import {type Condition, read, type Sentence, type Verb, write} from './rules';
import {replaced, without} from './document';
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
  const sentence = read(rule);
  if (!sentence) return <Written rule={rule} field={field} error={error} remove={() => change(undefined)} />;
  const {conditions} = sentence;
  const set = (part: Partial<Sentence>) => change(write({...sentence, ...part}));
  return (
    <s-stack gap="small-200" id={field}>
      {conditions.length > 1 && (
        <s-select label={t('builder.join')} labelAccessibilityVisibility="exclusive" value={sentence.join} onChange={(event: Event) => set({join: typed(event) as Sentence['join']})}>
          <s-option value="and">{t('builder.all')}</s-option>
          <s-option value="or">{t('builder.any')}</s-option>
        </s-select>
      )}
      {conditions.map((one, at) => (
        <Row key={at} name={t('builder.condition', {name, n: at + 1})} condition={one} subjects={subjects}
          change={(next) => set({conditions: replaced(conditions, at, next)})} remove={() => set({conditions: without(conditions, at)})} />
      ))}
      {error && <s-text tone="critical">{error}</s-text>}
      {subjects[0] && (
        <s-stack direction="inline">
          <s-button variant="tertiary" icon="plus" accessibilityLabel={`${add}: ${name}`} onClick={() => set({conditions: [...conditions, begin(subjects[0]!)]})}>{add}</s-button>
        </s-stack>
      )}
    </s-stack>
  );
}

function Written({rule, field, error, remove}: {rule: Rule; field: string; error: string; remove: () => void}) {
  return (
    <s-stack gap="small-200" id={field}>
      <s-text color="subdued">{t('builder.by_hand')}</s-text>
      <pre tabIndex={0} style={{margin: 0, overflow: 'auto', fontSize: '0.75rem', lineHeight: 1.5}}>{JSON.stringify(rule, null, 1)}</pre>
      {error && <s-text tone="critical">{error}</s-text>}
      <s-stack direction="inline"><s-button variant="tertiary" tone="critical" onClick={remove}>{t('builder.remove_by_hand')}</s-button></s-stack>
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

function Row({name, condition, subjects, change, remove}: RowProps) {
  const found = subjects.find(({fact}) => fact === condition.fact);
  const subject: Subject = found ?? {fact: condition.fact, label: condition.fact, kind: kindOf(condition), answer: true};
  const to = (fact: string) => change(begin(subjects.find((one) => one.fact === fact) ?? subject));
  return (
    <s-grid gridTemplateColumns="minmax(0, 1fr) auto" gap="small-300" alignItems="start">
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(10rem, 1fr))" gap="small-300">
        <s-select label={t('builder.subject', {name})} labelAccessibilityVisibility="exclusive" value={condition.fact} onChange={(event: Event) => to(typed(event))}>
          {!found && <s-option value={condition.fact}>{condition.fact}</s-option>}
          {subjects.map(({fact, label}) => <s-option key={fact} value={fact}>{label}</s-option>)}
        </s-select>
        <s-select label={t('builder.verb', {name})} labelAccessibilityVisibility="exclusive" value={condition.verb}
          onChange={(event: Event) => change(saying(subject, typed(event) as Verb, condition.value))}>
          {verbsOf(subject, condition.verb).map((verb) => <s-option key={verb} value={verb}>{verbWord(verb, subject)}</s-option>)}
        </s-select>
        <Value label={t('builder.value', {name})} subject={subject} condition={condition} change={(value) => change({...condition, value})} />
      </s-grid>
      <s-button variant="tertiary" icon="delete" accessibilityLabel={t('builder.remove_condition', {name})} onClick={remove} />
    </s-grid>
  );
}

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
