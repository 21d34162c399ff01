import { listed, named, type QuestionType } from './question.ts';
import { Pick, placed } from './pick.tsx';

/** Options in order: the draft's choices, the best first. */
export const ranking: QuestionType = {
  name: 'ranking',
  Field: ({ question, draft, error, disabled, say, onDraft }) => {
    const { options = [], most } = question;
    const left = (own: string) => options.filter(({ key }) => key === own || !draft.chosen.includes(key));
    return (
      <s-stack direction="block" gap="small">
        {Array.from({ length: most || options.length }, (_, at) => (
          <Pick
            key={at}
            label={`${at + 1}.`}
            name={`${question.key}-${at + 1}`}
            items={left(draft.chosen[at] ?? '').map(({ key, label }) => ({ key, label: say(label) }))}
            value={draft.chosen[at] ?? ''}
            error={at === 0 ? error : undefined}
            disabled={disabled}
            onPick={(key) => onDraft({ ...draft, chosen: placed(draft.chosen, at, key) })}
          />
        ))}
      </s-stack>
    );
  },
  answer: ({ chosen }) => {
    const keys = chosen.filter(Boolean);
    return keys.length > 0 ? keys : undefined;
  },
  words: ({ options }, stored, speaker) => listed(stored).map((key, at) => `${at + 1}. ${named(options, key, speaker)}`),
};
