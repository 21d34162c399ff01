import type { Answer } from '../submission.ts';
import { OTHER } from '../submission.ts';
import { Choices } from './choices.tsx';
import { type Draft, named, type QuestionType } from './question.ts';

/** What one choice, or a write-in, is posted as. */
export function one({ chosen, text }: Draft): Answer | undefined {
  if (chosen[0] !== OTHER) return chosen[0];
  return text.trim() ? { other: text.trim() } : undefined;
}

/** One option, or a write-in. */
export const singleChoice: QuestionType = {
  name: 'single_choice',
  Field: (props) => <Choices {...props} />,
  answer: one,
  words: ({ options }, stored, speaker) => [named(options, stored, speaker)],
};
