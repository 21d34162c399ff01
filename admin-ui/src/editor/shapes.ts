// What the definition of each type of question may have: the server refuses
// anything else.

import type {Question, QuestionType} from '../types';

/** A part of a definition that only some types take. */
export type Part = 'options' | 'other' | 'source' | 'shuffle' | 'parts' | 'least' | 'most' | 'min' | 'max' | 'step' | 'unit' | 'low' | 'high' | 'max_length' | 'channel';

const choosing: Part[] = ['options', 'other', 'source', 'shuffle', 'max_length'];

const shapes: Record<QuestionType, Part[]> = {
  single_choice: choosing,
  multiple_choice: [...choosing, 'least', 'most'],
  picture_choice: ['options', 'source', 'shuffle', 'least', 'most'],
  yes_no: ['low', 'high'],
  this_or_that: ['options', 'shuffle'],
  rating: ['min', 'max', 'low', 'high'],
  nps: ['low', 'high'],
  number: ['min', 'max', 'step', 'unit'],
  size: ['options', 'other', 'source', 'unit', 'max_length'],
  text: ['max_length'],
  email: [],
  phone: [],
  date: [],
  birthday: [],
  ranking: ['options', 'shuffle', 'least', 'most'],
  delivery_slot: ['options', 'parts'],
  consent: ['channel'],
};

const parts: Part[] = [...new Set(Object.values(shapes).flat())];

/** Every type, the most usual first. */
export const types = Object.keys(shapes) as QuestionType[];

/** Whether a question of this type may have this part. */
export const takes = (type: QuestionType, part: Part) => shapes[type].includes(part);

/** Whether each option of this type has a picture. */
export const pictured = (type: QuestionType) => type === 'picture_choice' || type === 'this_or_that';

/** A question without what its type does not take. */
export function fitting(question: Question): Question {
  const fitted = {...question};
  for (const part of parts) if (!takes(question.type, part)) delete fitted[part];
  if (question.type === 'consent') for (const part of ['required', 'sensitive', 'consent'] as const) delete fitted[part];
  return fitted;
}
