// Which texts a survey lacks before it can be published: as the server tells it,
// while it is being written.

import type {Question, SurveyDocument, Words} from '../types';

/** A text that is missing: its path, and whose it is. */
export interface Gap {
  path: string;
  question?: string;
}

/** optional: in every language or in none; owed: before it is published; required: always. */
type Presence = 'optional' | 'owed' | 'required';

interface Wording {
  gap: Gap;
  words: Words;
  presence: Presence;
}

/** The gaps of each language that has any, in the document's order. */
export function missing(document: SurveyDocument): Record<string, Gap[]> {
  const gaps: Record<string, Gap[]> = {};
  for (const {gap, words, presence} of wordings(document)) {
    if (presence === 'optional' && Object.keys(words).length === 0) continue;
    for (const language of document.languages) if (!words[language]?.trim()) (gaps[language] ??= []).push(gap);
  }
  return gaps;
}

/** The paths of all texts that a survey can have, in its order. */
export const paths = (document: SurveyDocument): string[] => [...wordings(document)].map(({gap}) => gap.path);

function* wordings({questions, endings, thanks}: SurveyDocument): Generator<Wording> {
  for (const [at, question] of questions.entries()) yield* questionWordings(`questions.${at}.`, question);
  for (const [at, {title, text}] of (endings ?? []).entries()) {
    yield {gap: {path: `endings.${at}.title`}, words: title, presence: 'required'};
    yield {gap: {path: `endings.${at}.text`}, words: text ?? {}, presence: 'optional'};
  }
  yield {gap: {path: 'thanks'}, words: thanks ?? {}, presence: 'optional'};
}

function* questionWordings(at: string, question: Question): Generator<Wording> {
  const wording = (name: string, words: Words | undefined, presence: Presence): Wording => (
    {gap: {path: at + name, question: question.key}, words: words ?? {}, presence});
  yield wording('prompt', question.prompt, 'required');
  for (const name of ['why', 'get', 'use'] as const) yield wording(name, question[name], 'owed');
  for (const name of ['unit', 'low', 'high'] as const) yield wording(name, question[name], 'optional');
  if (question.other) yield wording('other.label', question.other.label, 'required');
  for (const list of ['options', 'parts'] as const) {
    for (const [n, {label, hint}] of (question[list] ?? []).entries()) {
      yield wording(`${list}.${n}.label`, label, 'required');
      yield wording(`${list}.${n}.hint`, hint, 'optional');
    }
  }
}
