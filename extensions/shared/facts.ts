// What a block on an order's page knows of the order and the visit, by the names
// that rules use (app/rule). What it cannot know is missing: only the server can
// decide by that.

import type { Facts, Rule } from './rule.ts';

/** An order's page, as Shopify tells of it. */
export interface Visit {
  surface: string;
  locale: string;
  country?: string;
  customer?: string;
  /** Of the whole order. */
  total?: { amount: number; currencyCode: string };
  lines?: { quantity: number; merchandise: { sku?: string } }[];
  codes?: { code: string }[];
  /** Where it goes; only with approval for protected data. */
  address?: { countryCode?: string; provinceCode?: string };
}

const MOST_ITEMS = 100;

/** The facts of a visit; a shop's rules name amounts in its own currency. */
export function factsOf(visit: Visit, currency = ''): Facts {
  const { surface, locale, country, customer, total, lines, codes, address } = visit;
  const facts: Facts = {
    'shopper.known': Boolean(customer),
    'order.value': total?.currencyCode === currency ? total?.amount : undefined,
    'order.items': lines?.reduce((sum, { quantity }) => sum + quantity, 0),
    'order.discount_codes': codes?.map(({ code }) => code.toLowerCase()),
    'order.skus': lines?.flatMap(({ merchandise: { sku } }) => sku || []),
    'order.country': address?.countryCode?.toUpperCase(),
    'order.region': address?.provinceCode?.toUpperCase(),
    'visit.surface': surface,
    'visit.country': country?.toUpperCase(),
    'visit.language': locale.split('-')[0]?.toLowerCase(),
    'visit.locale': locale,
  };
  // Half a list would be another fact, and a longer one the server would not take.
  const told = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length > MOST_ITEMS);
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => told(value)));
}

/** The facts a rule asks about. */
export function named(rule: Rule): string[] {
  if (Array.isArray(rule)) return rule.flatMap(named);
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([name, args]) => {
    const list: unknown[] = [args].flat();
    if (name === 'var') return list[0] ? [String(list[0])] : []; // '' is the item of a list
    return name === 'missing' ? list.map(String) : list.flatMap(named);
  });
}
