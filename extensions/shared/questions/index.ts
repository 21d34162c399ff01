// The one list of question types a UI extension can draw.

import { birthday } from './birthday.tsx';
import { consent } from './consent.tsx';
import { date } from './date.tsx';
import { deliverySlot } from './delivery_slot.tsx';
import { email } from './email.tsx';
import { multipleChoice } from './multiple_choice.tsx';
import { number } from './number.tsx';
import { phone } from './phone.tsx';
import { pictureChoice } from './picture_choice.tsx';
import type { QuestionType } from './question.ts';
import { ranking } from './ranking.tsx';
import { nps, rating } from './rating.tsx';
import { singleChoice } from './single_choice.tsx';
import { size } from './size.tsx';
import { text } from './text.tsx';
import { thisOrThat } from './this_or_that.tsx';
import { yesNo } from './yes_no.tsx';

const types: QuestionType[] = [
  singleChoice, multipleChoice, pictureChoice, yesNo, thisOrThat, rating, nps, number, size,
  text, email, phone, date, birthday, ranking, deliverySlot, consent,
];

/** The type of a name; undefined for one that this bundle is too old to know. */
export function typeOf(name: string): QuestionType | undefined {
  return types.find((type) => type.name === name);
}
