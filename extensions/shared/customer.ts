// Shopify's Customer Account API, which answers in the name of whoever is logged
// in. Pages of the account are handed no metafields: they ask for them here.

import { parsePublished, type Published } from './survey.ts';

const API = 'shopify://customer-account/api/2026-07/graphql.json';

/** The surveys, with their words and where the app lives. */
const SURVEYS = `query Surveys {
  shop { metafield(namespace: "$app", key: "surveys") { value } }
}`;

interface Surveys {
  shop: { metafield: { value: string } | null };
}

/** What is published in this shop; undefined when nothing is. Fails when Shopify does not answer. */
export async function published(): Promise<Published | undefined> {
  const { shop } = await query<Surveys>(SURVEYS);
  return parsePublished(shop.metafield?.value);
}

/** Asks; fails unless the whole answer comes. */
export async function query<Data>(text: string, variables = {}): Promise<Data> {
  const response = await fetch(API, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (!data || errors?.length) throw new Error(errors?.[0]?.message ?? `Shopify answered ${response.status}`);
  return data;
}
