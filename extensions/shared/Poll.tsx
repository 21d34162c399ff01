// How others answered.

import { typeOf } from './questions/index.ts';
import type { Voice } from './questions/question.ts';
import type { Tally } from './send.ts';
import { OTHER } from './submission.ts';
import type { Question, Survey } from './survey.ts';

export function Poll({ survey, tallies, voice }: { survey: Survey; tallies: Tally[]; voice: Voice }) {
  return (
    <s-stack direction="block" gap="base">
      {tallies.map(({ question: key, people, shares }) => {
        const question = survey.questions.find((one) => one.key === key);
        return question && <Result key={key} question={question} people={people} shares={shares} voice={voice} />;
      })}
    </s-stack>
  );
}

function Result({ question, people, shares, voice }: { question: Question; people: number; shares: Record<string, number>; voice: Voice }) {
  const { say, translate, formatNumber } = voice;
  const rows = Object.entries(shares).sort(([, a], [, b]) => b - a);
  return (
    <s-stack direction="block" gap="small-300">
      <s-text type="strong">{say(question.prompt)}</s-text>
      {rows.map(([option, share]) => {
        const words = `${label(question, option, voice)}: ${formatNumber(share / 100, { style: 'percent' })}`;
        return (
          <s-stack key={option} direction="block" gap="small-500">
            <s-text>{words}</s-text>
            <s-progress value={share} max={100} accessibilityLabel={words} />
          </s-stack>
        );
      })}
      <s-text color="subdued">{translate('people', { count: people })}</s-text>
    </s-stack>
  );
}

function label(question: Question, option: string, voice: Voice): string {
  if (option === OTHER && question.other) return voice.say(question.other.label);
  return typeOf(question.type)?.words(question, option, voice).join(', ') ?? option;
}
