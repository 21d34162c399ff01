import { type QuestionType, ticked } from './question.ts';
import { spoken } from './yes_no.tsx';

/** The prompt, to be ticked; no answer until it is touched. */
export const consent: QuestionType = {
  name: 'consent',
  labelled: true,
  Field: ({ question, draft, error, disabled, say, onDraft }) => (
    <s-checkbox
      label={say(question.prompt)}
      name={question.key}
      checked={draft.chosen[0] === 'true'}
      disabled={disabled}
      error={error}
      onChange={(event) => onDraft({ ...draft, chosen: [String(ticked(event))] })}
    />
  ),
  answer: ({ chosen: [key] }) => (key ? key === 'true' : undefined),
  words: (question, stored, speaker) => [spoken(question, stored === 'true', speaker)],
};
