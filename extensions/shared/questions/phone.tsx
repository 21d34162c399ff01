import { type QuestionType, typed } from './question.ts';
import { text } from './text.tsx';

/** A phone number in its international form. */
export const phone: QuestionType = {
  ...text,
  name: 'phone',
  Field: ({ question, draft, error, disabled, say, onDraft }) => (
    <s-phone-field
      label={say(question.prompt)}
      name={question.key}
      value={draft.text}
      autocomplete="tel"
      disabled={disabled}
      error={error}
      onInput={(event) => onDraft({ ...draft, text: typed(event) })}
    />
  ),
};
