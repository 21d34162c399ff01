// Reads what a customer told the shop, which the page does not hand over.

import { published, query } from '../../shared/customer.ts';
import { asked, KNOWN, type Stored, type Told, told } from '../../shared/told.ts';

/** The answers by their keys: this API lists no metafields. */
export const ANSWERS = `query Answers($identifiers: [HasMetafieldsIdentifier!]!) {
  customer { metafields(identifiers: $identifiers) { key type value updatedAt } }
}`;

/** As many metafields as one query may name. */
const MOST = 250;

interface Answers {
  customer: { metafields: (Stored | null)[] };
}

/** The answers of the customer who is logged in, in her language. Fails when Shopify does not answer. */
export async function answers(locale: string, translate: (key: string) => string): Promise<Told[]> {
  const surveys = await published();
  const keys = asked(surveys).slice(0, MOST - 1);
  if (keys.length === 0) return [];
  const identifiers = [...keys, KNOWN].map((key) => ({ namespace: '$app', key }));
  const { customer } = await query<Answers>(ANSWERS, { identifiers });
  return told(surveys, customer.metafields.filter((one) => one !== null), locale, translate);
}
