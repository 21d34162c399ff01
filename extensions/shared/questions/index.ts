// The one list of question types a UI extension can draw.

import { multipleChoice } from './multiple_choice.tsx';
import type { QuestionType } from './question.ts';
import { singleChoice } from './single_choice.tsx';
import { text } from './text.tsx';

const types: QuestionType[] = [singleChoice, multipleChoice, text];

/** The type of a name; undefined for one that this bundle is too old to know. */
export function typeOf(name: string): QuestionType | undefined {
  return types.find((type) => type.name === name);
}
