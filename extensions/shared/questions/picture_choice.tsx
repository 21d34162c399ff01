import type { Question } from '../survey.ts';
import { Choices } from './choices.tsx';
import { multipleChoice, several } from './multiple_choice.tsx';
import type { QuestionType } from './question.ts';
import { one, singleChoice } from './single_choice.tsx';

const multiple = ({ most = 0 }: Question) => most > 1;

/** One picture, or several. */
export const pictureChoice: QuestionType = {
  name: 'picture_choice',
  Field: (props) => <Choices {...props} multiple={multiple(props.question)} variant="grid" />,
  answer: (draft, question) => (multiple(question) ? several(draft) : one(draft)),
  words: (question, ...stored) => (multiple(question) ? multipleChoice : singleChoice).words(question, ...stored),
};
