import { numeral, type QuestionType, typed } from './question.ts';

/** A number, in a unit. */
export const number: QuestionType = {
  name: 'number',
  labelled: true,
  Field: ({ question, draft, error, disabled, say, onDraft }) => {
    const { min, max, step } = question;
    return (
      <s-number-field
        label={say(question.prompt)}
        name={question.key}
        value={draft.text}
        suffix={say(question.unit)}
        disabled={disabled}
        error={error}
        inputMode="decimal"
        {...(min !== undefined && { min })}
        {...(max !== undefined && { max })}
        {...(step && { step })}
        onInput={(event) => onDraft({ ...draft, text: typed(event) })}
      />
    );
  },
  answer: ({ text }) => (text.trim() ? numeral(text.trim()) : undefined),
  words: ({ unit }, stored, { say }) => [`${Number(stored)} ${say(unit)}`.trim()],
};
