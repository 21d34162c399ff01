// Finds what there is to do with one shopper in one place: ask her the first survey
// that has something to ask, show the code she has earned, or nothing.

import { type Asked, type Budget, decided, heard, type Inquiry, left, preview, type Shopper, VISIT, type Word } from './asking.ts';
import { isNews, joined, type Known } from './known.ts';
import type { Given, Memory } from './memory.ts';
import type { Facts } from './rule.ts';
import type { Server } from './server.ts';
import { isPast, type Survey } from './survey.ts';

export interface Interview {
  /** Those that may be asked here, the first first. */
  surveys: Survey[];
  surface: string;
  order?: string;
  customer?: string;
  locale: string;
  facts: Facts;
  /** What the page says is known of her. */
  known: Known;
  /** True where the server knows more of her than the page says. */
  partly: boolean;
  /** True where she may just have been asked elsewhere: then it takes the server's word to ask. */
  later: boolean;
  memory: Memory;
  server: Server;
  editing: boolean;
}

/** A survey, with what to ask of it, or what she has had for it. */
export interface Found {
  survey: Survey;
  asked?: Asked;
  given?: Given;
}

/**
 * What a survey asks is decided here; only where that cannot be does the server have
 * to say. Of what is done nothing more is asked, and after it nothing that is for
 * shoppers to begin.
 */
export async function find(interview: Interview, done: string[], spent: Budget): Promise<Found | undefined> {
  const { editing, locale } = interview;
  const surveys = interview.surveys.filter(({ handle, invited }) => !done.includes(handle) && !(invited && done.length > 0));
  const she = await shopperOf(interview, spent);
  const found = await ask({ ...interview, surveys }, she);
  const [survey] = surveys;
  return found || !editing || !survey ? found : { survey, asked: preview(survey, locale) };
}

async function ask(interview: Interview, she: Shopper): Promise<Found | undefined> {
  const { surveys, partly, later, server } = interview;
  let reached = true;
  let earned: Found | undefined;
  for (const survey of surveys) {
    let asked = decided(survey, she);
    if (!asked || (partly && asked.due.length > 0) || (later && hasEarned(survey, she))) {
      const said: Word | undefined = reached ? await left(server, survey, await inquiryOf(interview, survey)) : undefined;
      reached = said !== undefined; // it is not asked twice when it is away
      if (said) asked = heard(survey, said, she);
      else if (partly && later) asked = undefined; // asked twice is worse than not at all, and no answer could be taken now
      if (said?.reward) earned = { survey, given: { reward: said.reward } };
    }
    if (asked?.due.length) return { survey, asked };
  }
  return earned;
}

/** Whether she may have a code, for which she comes back to her order. */
function hasEarned({ handle, reward }: Survey, { known, now }: Shopper): boolean {
  return reward !== undefined && known.left?.[handle] === 0 && !isPast(reward.until, now);
}

/** The shopper as rules and samples see her. Nobody is told apart for nothing. */
export async function shopperOf({ surveys, facts, customer, known, partly, memory, locale }: Interview, spent?: Budget): Promise<Shopper> {
  const person = surveys.some(({ sample }) => sample) ? (known.person ?? (await memory.visitor())) : '';
  const [here, now] = [await memory.known(), Date.now()];
  const all = !customer || partly || isNews(here, now) ? joined(known, here) : known;
  const budget = spent ? { questions: VISIT.questions - spent.questions, seconds: VISIT.seconds - spent.seconds } : VISIT;
  return { facts, known: all, person, locale, now, budget };
}

/** What the server is told when it is asked. A survey is asked in the name of its own place. */
export async function inquiryOf({ surface, order, locale, memory, facts }: Interview, { placements }: Survey): Promise<Inquiry> {
  const place = placements.includes(surface) ? surface : (placements[0] ?? surface);
  return { surface: place, order, locale, visitor: await memory.visitor(), facts };
}
