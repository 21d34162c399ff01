// What is asked of this shopper now: decided here where the page knows enough,
// and by the server where it does not.

import { walk } from './branch.ts';
import { named } from './facts.ts';
import { answerFacts, isClosed, type Known } from './known.ts';
import { typeOf } from './questions/index.ts';
import { type Facts, holds, type Rule } from './rule.ts';
import { sampled } from './sample.ts';
import { ask, type Server } from './server.ts';
import { type Question, type Survey, words } from './survey.ts';

/** Whom a block would ask. */
export interface Shopper {
  facts: Facts;
  known: Known;
  /** Who she is to samples; '' when she cannot be known again. */
  person: string;
  locale: string;
  now: number;
  /** What may still be asked of her on this visit. */
  budget: Budget;
}

/** How much is asked at once. */
export interface Budget {
  questions: number;
  seconds: number;
}

export interface Asked {
  version: number;
  /** Those that may come, in the survey's order. */
  questions: Question[];
  /** Those that are asked, unless an answer leads past them. */
  due: string[];
  /** Those whose earlier answer may no longer be right. */
  doubtful: string[];
  budget: Budget;
  /** How many answers there are to give. */
  left: number;
  /** True while the server knows of more to ask. */
  more: boolean;
}

/** What the server says comes next, when it is asked and in its replies. */
export interface Word {
  version: number;
  next?: Question;
  /** What to ask together, next first. */
  ask?: string[];
  why?: string;
  remaining?: number;
  reward?: { code?: string };
}

/** What a visit asks for at most, of a shopper who did not ask for it (app/stream). */
export const VISIT: Budget = { questions: 3, seconds: 45 };
const ALL: Budget = { questions: Infinity, seconds: Infinity };

const NONE = { questions: [], due: [], doubtful: [], budget: VISIT, left: 0, more: false };

/** What a survey asks of her; undefined where only the server can tell. */
export function decided(survey: Survey, shopper: Shopper): Asked | undefined {
  const { version, audience, sample = {}, handle, invited } = survey;
  const { known, person, budget } = shopper;
  const facts = { ...shopper.facts, ...answerFacts(known.answers) };
  const questions = open(survey, shopper);
  if (questions.length === 0 || !sampled(sample, handle, person)) return { ...NONE, version };
  if (beyond(audience, survey, facts, known)) return undefined;
  if (!holds(audience, facts)) return { ...NONE, version };
  if (conditions(survey).some((rule) => beyond(rule, survey, facts, known))) return undefined;
  const due = walk(survey.questions, facts).filter((question) => questions.includes(question));
  const doubtful = due.filter((question) => known.answers[question.key] !== undefined && !recurs(question));
  return { version, questions, due: keysOf(due), doubtful: keysOf(doubtful), budget: invited ? ALL : budget, left: known.left?.[handle] ?? due.length, more: false };
}

/** A whole survey, for a merchant who arranges the page. */
export function preview(survey: Survey, locale: string): Asked {
  const questions = open(survey, { facts: {}, known: { answers: {}, closed: {} }, person: '', locale, now: 0, budget: VISIT });
  return { ...NONE, version: survey.version, questions, due: keysOf(walk(questions, {})), budget: survey.invited ? ALL : VISIT };
}

/** Whether its answer is meant for one time, and no news the next: nobody is asked whether it still holds. */
const recurs = ({ again, half_life }: Question) => !half_life && (again?.mode ?? 'once') !== 'once';

const keysOf = (questions: Question[]) => questions.map(({ key }) => key);

/** What has words for her, can be drawn, fits what is left of a visit and was not closed. */
function open({ questions, languages, invited }: Survey, { known, locale, now, budget }: Shopper): Question[] {
  return questions.filter(({ key, type, prompt, seconds = 0 }) => {
    const shown = typeOf(type) && words(prompt, locale, languages[0] ?? '') !== '';
    return shown && (invited || (budget.questions > 0 && seconds <= budget.seconds)) && !isClosed(known, key, now);
  });
}

/** What decides the way through a survey. */
const conditions = ({ questions }: Survey): Rule[] => questions.flatMap(({ if: when, next = [] }) => [when, ...next.map((branch) => branch.if)]);

/** Whether a rule asks for what a page cannot tell: a fact it lacks, or an answer that is kept from it. */
function beyond(rule: Rule, { questions }: Survey, facts: Facts, { closed }: Known): boolean {
  return named(rule).some((fact) => {
    const [, key] = /^answers\.(\w+)/.exec(fact) ?? [];
    if (key === undefined) return !(fact in facts);
    return key in closed && !(`answers.${key}` in facts) && questions.some((question) => question.key === key && question.sensitive);
  });
}

/** Long enough for a shop on a slow line; a block that waits is better than one that asks again. */
const TIMEOUT = 4_000;

/** Where and of whom the server is asked. */
export interface Inquiry {
  surface: string;
  order?: string;
  locale: string;
  visitor: string;
  facts: Facts;
  /** The answer by which she has earned something. */
  response?: string;
}

/** Asks the server what is left of a survey; undefined when it cannot say. */
export async function left(server: Server, survey: Survey, { facts, ...about }: Inquiry): Promise<Word | undefined> {
  const wanted = asked(survey, facts);
  const given = { survey: survey.handle, ...about, facts: Object.keys(wanted).length > 0 ? JSON.stringify(wanted) : '' };
  const query = Object.entries(given).flatMap(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : []));
  const reply = await ask(server, `next?${query.join('&')}`, TIMEOUT);
  return reply?.status === 200 ? (reply.body as Word | undefined) : undefined;
}

/** Of the facts, those that a survey's rules ask about: the rest is nobody's business. */
function asked(survey: Survey, facts: Facts): Facts {
  const wanted = [survey.audience, ...conditions(survey)].flatMap(named);
  return Object.fromEntries(Object.entries(facts).filter(([name]) => wanted.includes(name)));
}

/**
 * What the server's word makes of a survey. Of a version that is not here, only the
 * question it brings can be drawn.
 */
export function heard(survey: Survey, { version, next, ask: keys, why, remaining = 0 }: Word, shopper: Shopper): Asked {
  if (!next) return { ...NONE, version, left: remaining };
  const here = version === survey.version ? survey.questions : [];
  const all = here.some(({ key }) => key === next.key) ? here.map((one) => (one.key === next.key ? next : one)) : [next];
  const asked = keys ?? [next.key];
  const closed = Object.fromEntries(Object.entries(shopper.known.closed).filter(([key]) => !asked.includes(key)));
  const questions = open({ ...survey, questions: all }, { ...shopper, known: { ...shopper.known, closed }, budget: VISIT });
  const due = keysOf(questions).filter((key) => asked.includes(key));
  return {
    version,
    questions,
    due,
    doubtful: why === 'stale' || why === 'doubted' ? [next.key] : [],
    budget: { questions: Math.max(VISIT.questions, due.length), seconds: Infinity },
    left: remaining,
    more: remaining > asked.length,
  };
}
