// How often a question is asked of the same shopper.

import {t} from '../i18n';
import type {Again, FieldError, Question} from '../types';
import {errorAt} from './places';
import {typed} from './words-input';

interface AgainProps {
  question: Question;
  field: (name: string) => string;
  errors: FieldError[];
  change: (question: Question) => void;
}

const modes: Again['mode'][] = ['once', 'every', 'until', 'evergreen'];
const usual: Record<Again['mode'], Again | undefined> = {
  once: undefined, every: {mode: 'every', days: 90}, until: {mode: 'until', days: 7, times: 3}, evergreen: {mode: 'evergreen'},
};

export function AskAgain({question, field, errors, change}: AgainProps) {
  const {again, ...rest} = question;
  const set = (next: Again | undefined) => change(next ? {...rest, again: next} : rest);
  const number = (part: 'days' | 'times', text: string) => again && Number.isInteger(Number(text)) && set({...again, [part]: Number(text)});
  const parts = {once: [], every: ['days'], until: ['days', 'times'], evergreen: []}[again?.mode ?? 'once'] as ('days' | 'times')[];
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(9rem, 1fr))" gap="base">
      <s-select id={field('again')} label={t('builder.again')} value={again?.mode ?? 'once'} error={errorAt(errors, field('again.mode'))}
        onChange={(event: Event) => set(usual[typed(event) as Again['mode']])}>
        {modes.map((mode) => <s-option key={mode} value={mode}>{t(`builder.modes.${mode}`)}</s-option>)}
      </s-select>
      {parts.map((part) => (
        <s-number-field key={part} label={t(`builder.again_${part}`)} value={String(again?.[part] ?? 0)} error={errorAt(errors, field(`again.${part}`))}
          onInput={(event: Event) => number(part, typed(event))} />
      ))}
    </s-grid>
  );
}
