import { limited, type QuestionType, typed } from './question.ts';

/** The shopper's own words. */
export const text: QuestionType = {
  name: 'text',
  Field: ({ question, draft, error, disabled, say, onDraft }) => (
    <s-text-area
      label={say(question.prompt)}
      name={question.key}
      value={draft.text}
      rows={3}
      disabled={disabled}
      error={error}
      {...limited(question)}
      onInput={(event) => onDraft({ ...draft, text: typed(event) })}
    />
  ),
  answer: (draft) => draft.text.trim() || undefined,
  words: (_, stored) => [stored],
};
