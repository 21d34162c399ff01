// The list of options, with a write-in below it once "other" is chosen.

import { OTHER } from '../submission.ts';
import { chosen, type FieldProps, limited, typed } from './question.ts';

export function Choices({ question, draft, error, disabled, say, onDraft, multiple }: FieldProps & { multiple: boolean }) {
  const writing = draft.chosen.includes(OTHER);
  return (
    <s-stack direction="block" gap="small">
      <s-choice-list
        label={say(question.prompt)}
        labelAccessibilityVisibility="exclusive"
        name={question.key}
        multiple={multiple}
        disabled={disabled}
        error={writing ? undefined : error}
        onChange={(event) => onDraft({ ...draft, chosen: chosen(event) })}
      >
        {question.options?.map((option) => (
          <s-choice key={option.key} value={option.key} selected={draft.chosen.includes(option.key)}>
            {say(option.label)}
          </s-choice>
        ))}
        {question.other && (
          <s-choice value={OTHER} selected={writing}>
            {say(question.other.label)}
          </s-choice>
        )}
      </s-choice-list>
      {writing && (
        <s-text-field
          label={say(question.other?.label)}
          labelAccessibilityVisibility="exclusive"
          name={`${question.key}-${OTHER}`}
          value={draft.text}
          disabled={disabled}
          error={error}
          {...limited(question)}
          onInput={(event) => onDraft({ ...draft, text: typed(event) })}
        />
      )}
    </s-stack>
  );
}
