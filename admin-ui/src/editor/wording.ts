// Wording that makes for worse answers: two questions in one, questions that say what to
// answer, and those that ask for what the law protects most. Small heuristics, for the languages they are written down for, which may be wrong: they
// advise and keep nothing from being published.

import type {Question, SurveyDocument} from '../types';

export type Fault = 'double' | 'leading' | 'private';

/** A text that had better be put otherwise: where it is, in which language, and why. */
export interface Doubt {
  path: string;
  language: string;
  fault: Fault;
}

const patterns: Record<string, Record<'double' | 'leading', RegExp>> = {
  en: {
    double: /\band\/or\b|\b(?:do|did|are|is|was|were|how|what|which)\b[^?]*\band (?:do|did|are|is|was|were|how|what|which|why|when)\b[^?]*\?|\?[^?]+\?/i,
    leading: /(?:^|[.,!?] )(?:don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|wouldn['’]?t|won['’]?t|didn['’]?t) (?:you|it|we|our|this|they)\b|\b(?:do|would) you agree\b|\bhow much (?:do|did) you (?:love|like|enjoy)\b|, right\?/i,
  },
  sv: {double: /\boch\/eller\b|\?[^?]+\?/i, leading: /\bhåller du (?:inte )?med\b|\btycker du inte\b|\bvisst\b[^?]*\?|, eller hur\?/i},
  da: {double: /\bog\/eller\b|\?[^?]+\?/i, leading: /\ber du (?:ikke )?enig\b|\bsynes du ikke\b|, ikke\?|, vel\?/i},
};

// Special categories of data (GDPR, article 9): health, belief, love life, union, origin,
// politics. A stem stands for its endings.
const stems: Record<string, string[]> = {
  en: [
    'health (?:condition|problem|issue|status)', 'mental health', 'illness', 'disease', 'diagnos', 'medication', 'disabilit', 'disabled', 'pregnan', 'allerg', 'diabet', 'asthma',
    'religio', 'your faith', 'muslim', 'christian(?!e)', 'jewish', 'hindu', 'buddhis', 'sexual', 'gay\\b', 'lesbian', 'transgender',
    '(?:trade|labou?r) union', 'union member', 'ethnic', 'your race\\b', 'politic', '(?:did|do|will|would) you vote',
  ],
  sv: [
    'sjukdom', 'diagnos', 'medicinering', 'läkemedel', 'funktionsnedsättning', 'funktionshinder', 'gravid', 'allergi', 'diabetes', 'astma', 'psykisk', 'hälsotillstånd',
    'religi', 'din tro\\b', 'muslim', 'kristen', 'judisk', 'hindu', 'buddhis', 'sexuell', 'homosexuell', 'bög\\b', 'lesbisk', 'transperson',
    'fackförening', 'fackförbund', 'fackligt', 'etnisk', 'etnicitet', 'politi(?:k|sk)', 'röstade? du',
  ],
  da: [
    'sygdom', 'diagnose', 'medicin', 'handicap', 'gravid', 'allergi', 'diabetes', 'astma', 'psykisk', 'helbred',
    'religi', 'din tro\\b', 'muslim', 'kristen', 'jødisk', 'hindu', 'buddhis', 'seksuel', 'homoseksuel', 'bøsse\\b', 'lesbisk', 'transkønnet',
    'fagforening', 'fagforbund', 'etnisk', 'etnicitet', 'politi(?:k|sk)', 'stemte? du',
  ],
};

// A word begins where no letter is before it, whatever the alphabet.
const secrets = Object.fromEntries(Object.entries(stems).map(([language, all]) => [language, new RegExp(`(?<!\\p{L})(?:${all.join('|').replaceAll('\\b', '(?!\\p{L})')})`, 'iu')]));

/** Whether a question asks for what is sensitive, in its prompt or its options. */
const isPrivate = ({prompt, options = [], sensitive, type}: Question, tag: string, language: string): boolean =>
  !sensitive && type !== 'consent' && [prompt, ...options.map(({label}) => label)].some((words) => secrets[language]?.test(words[tag] ?? ''));

/** What is doubtful about the prompts of a survey, in each language that is known here. */
export function doubts({questions, languages}: Pick<SurveyDocument, 'questions' | 'languages'>): Doubt[] {
  return questions.flatMap((question, at) => languages.flatMap((language) => {
    const {prompt} = question;
    const base = language.split('-')[0]!;
    const known = patterns[base];
    const faults: Fault[] = known && prompt[language] ? (['double', 'leading'] as const).filter((fault) => known[fault].test(prompt[language]!)) : [];
    if (isPrivate(question, language, base)) faults.push('private');
    return faults.map((fault) => ({path: `questions.${at}.prompt`, language, fault}));
  }));
}
