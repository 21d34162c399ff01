import { OTHER } from '../submission.ts';
import { Choices } from './choices.tsx';
import { named, type QuestionType } from './question.ts';

/** Any number of options, a write-in among them. */
export const multipleChoice: QuestionType = {
  name: 'multiple_choice',
  Field: (props) => <Choices {...props} multiple />,
  answer: ({ chosen, text }) => {
    const keys = chosen.filter((key) => key !== OTHER);
    const all = chosen.includes(OTHER) && text.trim() ? [...keys, { other: text.trim() }] : keys;
    return all.length > 0 ? all : undefined;
  },
  words: (question, stored, say) => (JSON.parse(stored) as string[]).map((key) => named(question, key, say)),
};
