// Reads what a customer told the shop, which the page does not hand over.

import { published, query } from '../../shared/customer.ts';
import { isClosed, type Known, parseKnown } from '../../shared/known.ts';
import type { Published, Question } from '../../shared/survey.ts';
import { asked, KNOWN, type Stored, type Told, told } from '../../shared/told.ts';

/** The answers by their keys: this API lists no metafields. */
const ANSWERS = `query Answers($identifiers: [HasMetafieldsIdentifier!]!) {
  customer { metafields(identifiers: $identifiers) { key type value updatedAt } }
}`;

/** As many metafields as one query may name. */
const MOST = 250;

interface Answers {
  customer: { metafields: (Stored | null)[] };
}

/** One answer, and whether it may no longer be true. */
export interface Said extends Told {
  stale: boolean;
}

/** Everything the block shows. */
export interface Profile {
  published?: Published;
  /** Undefined while the shop has written nothing of her. */
  known?: Known;
  /** What may have changed first, then in the order it is asked. */
  said: Said[];
  /** How many of the questions that everybody is asked she is done with: she answered, or wants not to be asked. */
  done: number;
  asked: number;
}

/** What the customer who is logged in told, in her language. Fails when Shopify does not answer. */
export async function profile(locale: string, translate: (key: string) => string): Promise<Profile> {
  const surveys = await published();
  const keys = asked(surveys).slice(0, MOST - 1);
  if (keys.length === 0) return { said: [], done: 0, asked: 0 };
  const identifiers = [...keys, KNOWN].map((key) => ({ namespace: '$app', key }));
  const { customer } = await query<Answers>(ANSWERS, { identifiers });
  const stored = customer.metafields.filter((one) => one !== null);
  const questions = (surveys?.surveys ?? []).flatMap((survey) => survey.questions.map((question) => ({ ...question, invited: survey.invited })));
  const known = knownOf(stored);
  const asksAnew = (key: string) => questions.some((one) => one.key === key && isDoubted(one, known));
  const said = told(surveys, stored, locale, translate).map((one) => ({ ...one, stale: asksAnew(one.key) }));
  const counted = [...new Set(questions.filter(isCounted).map(({ key }) => key))];
  return {
    published: surveys,
    known,
    said: [...said.filter(({ stale }) => stale), ...said.filter(({ stale }) => !stale)],
    done: counted.filter((key) => known?.closed[key] === 0 || said.some((one) => one.key === key)).length,
    asked: counted.length,
  };
}

const knownOf = (stored: Stored[]) => {
  const found = stored.find(({ key }) => key === KNOWN);
  return found && parseKnown(found.value);
};

/** What is sensitive our blocks are not told, and a quiz is nobody's gap. */
const isCounted = ({ sensitive, invited }: Question & { invited?: boolean }) => !sensitive && !invited;

// What she said and is asked again has aged, or was contradicted since.
const isDoubted = ({ key, half_life, again }: Question, known?: Known) =>
  known?.answers[key] !== undefined && !isClosed(known, key, Date.now()) && (Boolean(half_life) || (again?.mode ?? 'once') === 'once');
