// Wording that makes for worse answers: two questions in one, and questions that say what to
// answer. Small heuristics, for the languages they are written down for, which may be wrong: they
// advise and keep nothing from being published.

import type {SurveyDocument} from '../types';

export type Fault = 'double' | 'leading';

/** A text that had better be put otherwise: where it is, in which language, and why. */
export interface Doubt {
  path: string;
  language: string;
  fault: Fault;
}

const patterns: Record<string, Record<Fault, RegExp>> = {
  en: {
    double: /\band\/or\b|\b(?:do|did|are|is|was|were|how|what|which)\b[^?]*\band (?:do|did|are|is|was|were|how|what|which|why|when)\b[^?]*\?|\?[^?]+\?/i,
    leading: /(?:^|[.,!?] )(?:don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|wouldn['’]?t|won['’]?t|didn['’]?t) (?:you|it|we|our|this|they)\b|\b(?:do|would) you agree\b|\bhow much (?:do|did) you (?:love|like|enjoy)\b|, right\?/i,
  },
  sv: {double: /\boch\/eller\b|\?[^?]+\?/i, leading: /\bhåller du (?:inte )?med\b|\btycker du inte\b|\bvisst\b[^?]*\?|, eller hur\?/i},
  da: {double: /\bog\/eller\b|\?[^?]+\?/i, leading: /\ber du (?:ikke )?enig\b|\bsynes du ikke\b|, ikke\?|, vel\?/i},
};

/** What is doubtful about the prompts of a survey, in each language that is known here. */
export function doubts({questions, languages}: Pick<SurveyDocument, 'questions' | 'languages'>): Doubt[] {
  return questions.flatMap(({prompt}, at) => languages.flatMap((language) => {
    const known = patterns[language.split('-')[0]!];
    const faults = known && prompt[language] ? (['double', 'leading'] as const).filter((fault) => known[fault].test(prompt[language]!)) : [];
    return faults.map((fault) => ({path: `questions.${at}.prompt`, language, fault}));
  }));
}
