// What a condition compares with: as the subject takes it.

import {t} from '../i18n';
import type {Condition} from './rules';
import {cased, type Subject, takesValue} from './subjects';
import {typed} from './words-input';

interface ValueProps {
  label: string;
  subject: Subject;
  condition: Condition;
  change: (value: NonNullable<Condition['value']>) => void;
}

export function Value({label, subject, condition: {verb, value}, change}: ValueProps) {
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
