import { Pick, placed } from './pick.tsx';
import type { QuestionType } from './question.ts';

const two = (n: number) => String(n).padStart(2, '0');
const numbers = (to: number) => Array.from({ length: to }, (_, i) => ({ key: two(i + 1), label: String(i + 1) }));

/** A day and a month: the draft's first and second choice. */
export const birthday: QuestionType = {
  name: 'birthday',
  Field: ({ question, draft, error, disabled, translate, onDraft }) => (
    <s-grid gridTemplateColumns="1fr 1fr" gap="base">
      {(['day', 'month'] as const).map((part, at) => (
        <Pick
          key={part}
          label={translate(part)}
          name={`${question.key}-${part}`}
          items={numbers(at ? 12 : 31)}
          value={draft.chosen[at] ?? ''}
          error={error}
          disabled={disabled}
          onPick={(key) => onDraft({ ...draft, chosen: placed(draft.chosen, at, key) })}
        />
      ))}
    </s-grid>
  ),
  answer: ({ chosen: [day = '', month = ''] }) => (day || month ? `--${month}-${day}` : undefined),
  words: (_, stored) => [stored.replace('--', '')],
};
