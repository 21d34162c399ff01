import { OTHER } from '../submission.ts';
import { Choices } from './choices.tsx';
import { named, type QuestionType } from './question.ts';

/** One option, or a write-in. */
export const singleChoice: QuestionType = {
  name: 'single_choice',
  Field: (props) => <Choices {...props} multiple={false} />,
  answer: ({ chosen, text }) => {
    if (chosen[0] !== OTHER) return chosen[0];
    return text.trim() ? { other: text.trim() } : undefined;
  },
  words: (question, stored, say) => [named(question, stored, say)],
};
