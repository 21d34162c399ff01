// What a shopper may answer, by the type of her question: how many, between
// which numbers, in which order.

import {t} from '../i18n';
import type {FieldError, Question} from '../types';
import {errorAt} from './places';
import {type Part, takes} from './shapes';
import {typed, WordsInput} from './words-input';

interface LimitsProps {
  question: Question;
  language: string;
  field: (name: string) => string;
  errors: FieldError[];
  change: (question: Question) => void;
}

const numbers = ['least', 'most', 'min', 'max', 'step', 'max_length'] as const satisfies Part[];
const texts = ['unit', 'low', 'high'] as const satisfies Part[];

export function Limits({question, language, field, errors, change}: LimitsProps) {
  const has = (part: Part) => takes(question.type, part) && (part !== 'max_length' || question.type === 'text' || Boolean(question.other));
  const set = (part: (typeof numbers)[number], text: string) => {
    const {[part]: _, ...rest} = question;
    change(text === '' ? rest : {...rest, [part]: Number(text)});
  };
  const shown = [...numbers, ...texts].some(has);
  return (
    <>
      {shown && (
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(9rem, 1fr))" gap="base">
          {numbers.filter(has).map((part) => (
            <s-number-field key={part} label={t(`editor.limits.${part}`)} value={question[part] === undefined ? '' : String(question[part])}
              error={errorAt(errors, field(part))} onInput={(event: Event) => set(part, typed(event))} />
          ))}
          {texts.filter(has).map((part) => (
            <WordsInput key={part} label={t(`editor.limits.${question.type === 'yes_no' ? `${part}_word` : part}`)} words={question[part]} language={language}
              field={field(part)} errors={errors} change={(words) => change({...question, [part]: words})} />
          ))}
        </s-grid>
      )}
      {has('shuffle') && (
        <s-switch label={t('editor.shuffle')} details={t('editor.shuffle_hint')} checked={question.shuffle ?? false}
          onChange={() => change({...question, shuffle: !question.shuffle})} />
      )}
    </>
  );
}
