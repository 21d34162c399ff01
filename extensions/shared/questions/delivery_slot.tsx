import type { Slot } from '../submission.ts';
import { Pick, placed } from './pick.tsx';
import { named, parsed, type QuestionType } from './question.ts';

/** When and where: the draft's first and second choice. */
export const deliverySlot: QuestionType = {
  name: 'delivery_slot',
  Field: ({ question, draft, error, disabled, say, translate, onDraft }) => (
    <s-stack direction="block" gap="small">
      {[question.parts, question.options].map(
        (options, at) =>
          options && (
            <Pick
              key={at}
              label={translate(at ? 'where' : 'when')}
              name={`${question.key}-${at ? 'place' : 'part'}`}
              items={options.map(({ key, label }) => ({ key, label: say(label) }))}
              value={draft.chosen[at] ?? ''}
              error={error}
              disabled={disabled}
              onPick={(key) => onDraft({ ...draft, chosen: placed(draft.chosen, at, key) })}
            />
          ),
      )}
    </s-stack>
  ),
  answer: ({ chosen: [part, place] }) => (part || place ? { ...(part && { part }), ...(place && { place }) } : undefined),
  words: ({ parts, options }, stored, speaker) => {
    const slot = parsed(stored);
    if (typeof slot !== 'object' || slot === null) return [stored];
    const { part = '', place = '' } = slot as Slot;
    return [named(parts, part, speaker), named(options, place, speaker)].filter(Boolean);
  },
};
