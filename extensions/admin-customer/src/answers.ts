// Reads what a customer told the shop through the Admin API, which admin
// extensions may ask directly in the merchant's name.

import { parsePublished } from '../../shared/survey.ts';
import { type Stored, type Told, told } from '../../shared/told.ts';

/** A customer's answers, and the surveys for their words. */
export const ANSWERS = `query Answers($customer: ID!) {
  shop { metafield(namespace: "$app", key: "surveys") { value } }
  customer(id: $customer) {
    metafields(namespace: "$app", first: 100) {
      nodes { key type value updatedAt definition { name } }
    }
  }
}`;

interface Answered {
  shop: { metafield: { value: string } | null };
  customer: { metafields: { nodes: Stored[] } } | null;
}

/** As far as the admin's API is used. */
export type Query = (text: string, options: { variables: { customer: string } }) => Promise<{ data?: unknown; errors?: { message: string }[] }>;

/** The answers of one customer, in her survey's first language. Fails when Shopify does not answer. */
export async function answers(query: Query, customer: string, translate: (key: string) => string): Promise<Told[]> {
  const { data, errors } = await query(ANSWERS, { variables: { customer } });
  if (!data || errors?.length) throw new Error(errors?.[0]?.message ?? 'Shopify gave no answer');
  const { shop, customer: found } = data as Answered;
  return told(parsePublished(shop.metafield?.value), found?.metafields.nodes ?? [], '', translate);
}
