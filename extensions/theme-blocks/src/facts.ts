// What the page cannot say of the visit, by the names of the rule language.

import type { Facts } from '../../shared/rule.ts';
import type { Told } from './page.ts';
import { read, write } from './storage.ts';

const VISIT = 'askwell:visit';
const AREA = 'sessionStorage';

/** All facts of the page and the visit. Only what something hangs on is kept from page to page. */
export function factsOf({ facts, visit }: Told): Facts {
  const [arrival, seen] = read<[Facts, unknown[]]>(VISIT, [arrived(), []], AREA);
  const product = facts['visit.product'];
  if (product && !seen.includes(product)) seen.push(product);
  if (visit) write(VISIT, [arrival, seen], AREA);
  const device = innerWidth < 600 ? 'phone' : matchMedia('(pointer:coarse)').matches ? 'tablet' : 'desktop';
  return { ...facts, ...arrival, 'visit.products_viewed': seen.length, 'visit.device': device };
}

/** How she came, known on the first page of a visit. */
function arrived(): Facts {
  const found: Facts = {};
  const query = new URLSearchParams(location.search);
  query.set('referrer', document.referrer.replace(location.origin, '').split('/')[2] ?? '');
  for (const name of ['utm_source', 'utm_medium', 'utm_campaign', 'referrer']) {
    const text = query.get(name);
    if (text) found[`visit.${name.replace('_', '.')}`] = text.slice(0, 255).toLowerCase();
  }
  return found;
}
