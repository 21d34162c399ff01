import type { Question } from '../survey.ts';
import { Choices } from './choices.tsx';
import type { QuestionType, Speaker } from './question.ts';

/** Yes and no in words: the question's own, or ours. */
export function spoken({ low, high }: Question, yes: boolean, { say, translate }: Speaker): string {
  return say(yes ? high : low) || translate(yes ? 'yes' : 'no');
}

/** Yes or no. */
export const yesNo: QuestionType = {
  name: 'yes_no',
  Field: (props) => (
    <Choices {...props} variant="inline" items={[true, false].map((yes) => ({ key: String(yes), label: spoken(props.question, yes, props) }))} />
  ),
  answer: ({ chosen: [key] }) => (key ? key === 'true' : undefined),
  words: (question, stored, speaker) => [spoken(question, stored === 'true', speaker)],
};
