// What a shopper is owed before she answers: what she gets, how the answer is
// used and how long it is kept. Why we ask stands by the question itself.

import type { Speaker } from './questions/question.ts';
import type { Question } from './survey.ts';

export interface AboutProps extends Speaker {
  question: Question;
}

export function About({ question, say, translate }: AboutProps) {
  const told = [
    [translate('get'), say(question.get)],
    [translate('use'), say(question.use)],
    [translate('kept'), kept(question, translate)],
  ];
  return (
    <s-details>
      <s-summary>
        <s-text color="subdued">{translate('about')}</s-text>
      </s-summary>
      <s-stack direction="block" gap="small-300">
        {told.map(
          ([what, words]) =>
            words && (
              <s-stack key={what} direction="block" gap="small-500">
                <s-text type="strong">{what}</s-text>
                <s-text color="subdued">{words}</s-text>
              </s-stack>
            ),
        )}
      </s-stack>
    </s-details>
  );
}

const YEAR = 365;
const MONTH = 30;

// As people say it: two years rather than 730 days.
function kept({ keep_days: days = 0 }: Question, translate: Speaker['translate']): string {
  if (days === 0) return translate('kept_always');
  if (days % YEAR === 0) return translate('kept_years', { count: days / YEAR });
  if (days % MONTH === 0) return translate('kept_months', { count: days / MONTH });
  return translate('kept_days', { count: days });
}
