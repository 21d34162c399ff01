import {expect, test} from 'vitest';
import {doubts, type Fault} from '../src/editor/wording';

const found = (language: string, words: string): Fault[] =>
  doubts({languages: [language], questions: [{key: 'a', type: 'text', prompt: {[language]: words}}]}).map(({fault}) => fault);

const fixtures: [string, string, Fault[]][] = [
  ['en', 'Do you drink coffee and/or tea?', ['double']],
  ['en', 'How fast was the delivery and how friendly was the driver?', ['double']],
  ['en', 'Who is it for? And when is it needed?', ['double']],
  ['en', 'Don’t you agree that it is lovely?', ['leading']],
  ['en', 'How much did you love your order?', ['leading']],
  ['en', 'It arrived in time, right?', ['leading']],
  ['en', 'How did you hear of us?', []],
  ['en', 'Which do you like better, milk and sugar or black?', []],
  ['en', 'What should we do about bread and butter?', []],
  ['en', 'What didn’t you find?', []],
  ['sv', 'Dricker du kaffe och/eller te?', ['double']],
  ['sv', 'Tycker du inte att den är fin?', ['leading']],
  ['sv', 'Hur hörde du talas om oss?', []],
  ['da', 'Drikker du kaffe og/eller te?', ['double']],
  ['da', 'Den er flot, ikke?', ['leading']],
  ['en', 'Do you have any allergies?', ['private']],
  ['en', 'What is your religion?', ['private']],
  ['en', 'Are you a trade union member?', ['private']],
  ['en', 'Who did you vote for?', ['private']],
  ['en', 'Did you vote last time?', ['private']],
  ['en', 'Do you like our healthy snacks from the European Union?', []],
  ['en', 'Is it a gift for Christiane?', []],
  ['sv', 'Är du gravid?', ['private']],
  ['sv', 'Är du med i en fackförening?', ['private']],
  ['sv', 'Vilken etnisk bakgrund har du?', ['private']],
  ['sv', 'Hur mår din katt?', []],
  ['da', 'Har du en sygdom, vi skal kende?', ['private']],
  ['da', 'Hvilket politisk parti?', ['private']],
  ['da', 'Er du medlem af en fagforening?', ['private']],
  ['da', 'Hvad hedder din hund?', []],
  ['pl', 'Czy kawa i/lub herbata?', []], // nothing is known of this language
];

test('doubtful wording is found, and good wording is let be', () => {
  for (const [language, words, faults] of fixtures) expect(found(language, words), words).toEqual(faults);
});

test('a region’s wording is its language’s', () => expect(found('en-GB', 'Coffee and/or tea?')).toEqual(['double']));

test('what is sensitive is found in options, and let be where it is marked', () => {
  const question = {key: 'a', type: 'single_choice' as const, prompt: {sv: 'Vad stämmer?'}, options: [{key: 'b', label: {sv: 'Jag är gravid'}}]};
  const faults = (more: object) => doubts({languages: ['sv'], questions: [{...question, ...more}]}).map(({fault}) => fault);
  expect(faults({})).toEqual(['private']);
  expect(faults({sensitive: true})).toEqual([]);
});
