import { Choices } from './choices.tsx';
import type { QuestionType } from './question.ts';
import { singleChoice } from './single_choice.tsx';

/** One of a row of sizes. */
export const size: QuestionType = { ...singleChoice, name: 'size', Field: (props) => <Choices {...props} variant="inline" /> };
