// Reads what a customer told the shop through Shopify's Customer Account API,
// which answers in the name of whoever is logged in.

import { parsePublished } from '../../shared/survey.ts';
import { asked, KNOWN, type Stored, type Told, told } from '../../shared/told.ts';

const API = 'shopify://customer-account/api/2026-07/graphql.json';

/** The surveys, whose words we need. */
export const SURVEYS = `query Surveys {
  shop { metafield(namespace: "$app", key: "surveys") { value } }
}`;

/** The answers by their keys: this API lists no metafields. */
export const ANSWERS = `query Answers($identifiers: [HasMetafieldsIdentifier!]!) {
  customer { metafields(identifiers: $identifiers) { key type value updatedAt } }
}`;

/** As many metafields as one query may name. */
const MOST = 250;

interface Surveys {
  shop: { metafield: { value: string } | null };
}
interface Answers {
  customer: { metafields: (Stored | null)[] };
}

/** The answers of the customer who is logged in, in her language. Fails when Shopify does not answer. */
export async function answers(locale: string, translate: (key: string) => string): Promise<Told[]> {
  const { shop } = await query<Surveys>(SURVEYS);
  const published = parsePublished(shop.metafield?.value);
  const keys = asked(published).slice(0, MOST - 1);
  if (keys.length === 0) return [];
  const identifiers = [...keys, KNOWN].map((key) => ({ namespace: '$app', key }));
  const { customer } = await query<Answers>(ANSWERS, { identifiers });
  return told(published, customer.metafields.filter((one) => one !== null), locale, translate);
}

async function query<Data>(text: string, variables = {}): Promise<Data> {
  const response = await fetch(API, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (!data || errors?.length) throw new Error(errors?.[0]?.message ?? `Shopify answered ${response.status}`);
  return data;
}
