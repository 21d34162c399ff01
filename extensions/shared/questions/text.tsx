import { type Draft, limited, type QuestionType, typed } from './question.ts';

/** What was typed, as it is posted. */
export const line = ({ text }: Draft) => text.trim() || undefined;

/** The shopper's own words. */
export const text: QuestionType = {
  name: 'text',
  labelled: true,
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
  answer: line,
  words: (_, stored) => [stored],
};
