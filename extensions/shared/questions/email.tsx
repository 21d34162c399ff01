import { limited, type QuestionType, typed } from './question.ts';
import { text } from './text.tsx';

/** An email address. */
export const email: QuestionType = {
  ...text,
  name: 'email',
  Field: ({ question, draft, error, disabled, say, onDraft }) => (
    <s-email-field
      label={say(question.prompt)}
      name={question.key}
      value={draft.text}
      autocomplete="email"
      disabled={disabled}
      error={error}
      {...limited(question)}
      onInput={(event) => onDraft({ ...draft, text: typed(event) })}
    />
  ),
};
