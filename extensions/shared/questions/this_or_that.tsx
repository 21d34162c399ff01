import { Choices } from './choices.tsx';
import type { QuestionType } from './question.ts';
import { singleChoice } from './single_choice.tsx';

/** One of two, side by side. */
export const thisOrThat: QuestionType = { ...singleChoice, name: 'this_or_that', Field: (props) => <Choices {...props} variant="grid" /> };
