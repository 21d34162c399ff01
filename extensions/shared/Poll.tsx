// How others answered.

import { typeOf } from './questions/index.ts';
import { named, type Voice } from './questions/question.ts';
import type { Tallies } from './send.ts';
import { OTHER } from './submission.ts';
import type { Question, Survey } from './survey.ts';

export function Poll({ survey, tallies, voice }: { survey: Survey; tallies: Tallies; voice: Voice }) {
  return (
    <s-stack direction="block" gap="base">
      {survey.questions.map((question) => {
        const shares = tallies[question.key];
        return shares && <Result key={question.key} question={question} shares={shares} voice={voice} />;
      })}
    </s-stack>
  );
}

function Result({ question, shares, voice }: { question: Question; shares: Record<string, number>; voice: Voice }) {
  const { say, formatNumber } = voice;
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
    </s-stack>
  );
}

function label(question: Question, option: string, voice: Voice): string {
  const { type, options, other } = question;
  if (option === OTHER && other) return voice.say(other.label);
  return options ? named(options, option, voice) : String(typeOf(type)?.words(question, option, voice));
}
