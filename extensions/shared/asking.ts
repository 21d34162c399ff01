// What is asked of this shopper now: of a survey, what she has not answered yet.

import { typeOf } from './questions/index.ts';
import { ask, type Server } from './server.ts';
import type { MetafieldEntry, Question, Survey } from './survey.ts';

export interface Asked {
  version: number;
  questions: Question[];
  /** False while the server knows of more to ask. */
  last: boolean;
}

/** What the server says is left of a survey for a customer it knows. */
export interface Left {
  version: number;
  next?: Question;
  remaining: number;
}

/** Long enough for a shop on a slow line; a block that waits is better than one that asks again. */
const TIMEOUT = 4_000;

/** The keys of what the page itself says that this customer has answered. */
export function answered(entries: MetafieldEntry[]): string[] {
  return entries.filter(({ target, metafield }) => target.type === 'customer' && metafield.value !== '').map(({ metafield }) => metafield.key);
}

/** What is left by the keys that are known here. */
export function unanswered(survey: Survey, known: string[]): Asked {
  const questions = survey.questions.filter(({ key, type }) => typeOf(type) && !known.includes(key));
  return { version: survey.version, questions, last: true };
}

/** Asks the server what is left; undefined when it cannot say. */
export async function left(server: Server, survey: Survey): Promise<Left | undefined> {
  const reply = await ask(server, `next?survey=${encodeURIComponent(survey.handle)}`, TIMEOUT);
  return reply?.status === 200 ? (reply.body as Left | undefined) : undefined;
}

/**
 * What the server's word makes of a survey. It names the first question that is
 * left and how many there are: where those must be all that follow, they are
 * asked together, else one after the other.
 */
export function heard(survey: Survey, { version, next, remaining }: Left): Asked {
  const at = survey.questions.findIndex(({ key }) => key === next?.key);
  const following = version === survey.version && at >= 0 ? survey.questions.slice(at) : [];
  if (following.length === remaining) return { version, questions: following.filter(({ type }) => typeOf(type)), last: true };
  return { version, questions: next && typeOf(next.type) ? [next] : [], last: remaining <= 1 };
}
