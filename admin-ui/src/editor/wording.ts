// Wording that makes for worse answers: two questions in one, questions that say what to
// answer, and those that ask for what the law protects most. Small heuristics over tables of
// words, one for each language a survey can be written in; they may be wrong: they advise and
// keep nothing from being published.

import type {Question, SurveyDocument} from '../types';
import {da} from './wording/da';
import {en} from './wording/en';
import {es} from './wording/es';
import {finds, type Language, letter, plain, source} from './wording/language';
import {pl} from './wording/pl';
import {sl} from './wording/sl';
import {sv} from './wording/sv';

export type Fault = 'double' | 'leading' | 'private';

/** A text that had better be put otherwise: where it is, in which language, and why. */
export interface Doubt {
  path: string;
  language: string;
  fault: Fault;
}

const languages: Record<string, Language> = {en, sv, da, pl, sl, es};

interface Patterns {
  pairs: RegExp;
  chooses: RegExp;
  either: RegExp; // "and/or"
  asked: RegExp; // one question, and then another
  rated: RegExp; // two things under one rating
  called: RegExp; // two traits of one thing, asked for together
  offered: RegExp; // one thing or another under one rating; the second begins where it ends
  leading: RegExp;
  secrets: RegExp;
}

function patterns(words: Language): Patterns {
  const [and, or, asks] = [source(words.and), source(words.or), source(words.asks)];
  const pattern = (text: string) => new RegExp(text);
  return {
    pairs: finds(words.pairs, 'g'),
    chooses: finds(words.chooses),
    either: pattern(`(?:${and}) ?/ ?(?:${or})`),
    asked: pattern(`${asks}[^?.!]*(?:${and}) ${asks}[^?]*\\?`),
    rated: pattern(`${source(words.rates)}[^?.!:]*(?:${and}) ${letter}`),
    called: pattern(`(?:^|[¿,.!:;–-] ?)${source(words.closed)}[^?.!:]*${source(words.traits)} (?:${and}) ${letter}`),
    offered: pattern(`${source(words.rates)}[^?.!:]*(?:${or}) (?=${letter})`),
    leading: finds(words.leading),
    secrets: finds(words.secrets),
  };
}

const known: Record<string, Patterns> = {};
const patternsOf = (language: string): Patterns | undefined => (languages[language] ? known[language] ??= patterns(languages[language]) : undefined);

const twice = /\?[^?]*\p{L}[^?]*\?/u; // whatever the language

/** Whether a prompt asks two things of which each may be answered otherwise. */
function isDouble(prompt: string, labels: string[], by: Patterns): boolean {
  if (twice.test(prompt) || by.either.test(prompt)) return true;
  const said = prompt.replace(by.pairs, '…');
  if (by.asked.test(said)) return true;
  if (by.chooses.test(said)) return false;
  if (by.rated.test(said) || by.called.test(said)) return true;
  const one = by.offered.exec(said);
  return one !== null && !isOption(said.slice(one.index + one[0].length), labels);
}

// Of "the taste or the smell" one is chosen where the options say so.
function isOption(rest: string, labels: string[]): boolean {
  const words = (text: string) => text.match(new RegExp(`${letter}{4,}`, 'g')) ?? [];
  const said = new Set<string>(words(rest));
  return labels.some((label) => words(label).some((word) => said.has(word)));
}

// Of a delivery both are asked, when and where.
function faultsOf({prompt, options = [], sensitive, type}: Question, tag: string): Fault[] {
  const by = patternsOf(tag.split('-')[0]!);
  if (!by) return [];
  const labels = options.map(({label}) => plain(label[tag] ?? ''));
  const said = plain(prompt[tag] ?? '');
  const consent = type === 'consent'; // says what she agrees to, and asks for nothing else
  return [
    ...(type !== 'delivery_slot' && isDouble(said, labels, by) ? ['double' as const] : []),
    ...(!consent && by.leading.test(said) ? ['leading' as const] : []),
    ...(!consent && !sensitive && [said, ...labels].some((words) => by.secrets.test(words)) ? ['private' as const] : []),
  ];
}

/** What is doubtful about the prompts of a survey, in each language that is known here. */
export function doubts({questions, languages}: Pick<SurveyDocument, 'questions' | 'languages'>): Doubt[] {
  return questions.flatMap((question, at) => languages.flatMap((language) =>
    faultsOf(question, language).map((fault) => ({path: `questions.${at}.prompt`, language, fault}))));
}
