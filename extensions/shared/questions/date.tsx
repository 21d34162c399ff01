import { type QuestionType, typed } from './question.ts';
import { text } from './text.tsx';

/** A day. */
export const date: QuestionType = {
  ...text,
  name: 'date',
  Field: ({ question, draft, error, disabled, say, onDraft }) => (
    <s-date-field
      label={say(question.prompt)}
      name={question.key}
      value={draft.text}
      allow="1900--2100"
      disabled={disabled}
      error={error}
      onChange={(event) => onDraft({ ...draft, text: typed(event) })}
    />
  ),
};
