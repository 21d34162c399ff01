import type { Answer } from '../submission.ts';
import { OTHER } from '../submission.ts';
import { Choices } from './choices.tsx';
import { type Draft, listed, named, type QuestionType } from './question.ts';

/** What several choices, a write-in among them, are posted as. */
export function several({ chosen, text }: Draft): Answer | undefined {
  const keys = chosen.filter((key) => key !== OTHER);
  const all = chosen.includes(OTHER) && text.trim() ? [...keys, { other: text.trim() }] : keys;
  return all.length > 0 ? all : undefined;
}

/** Any number of options, a write-in among them. */
export const multipleChoice: QuestionType = {
  name: 'multiple_choice',
  Field: (props) => <Choices {...props} multiple />,
  answer: several,
  words: ({ options }, stored, speaker) => listed(stored).map((key) => named(options, key, speaker)),
};
