// What the page cannot say of the visit, by the names of the rule language.

import type { Facts } from '../../shared/rule.ts';
import type { Told } from './page.ts';
import { read, VISIT, write } from './storage.ts';

const SEEN = 'askwell:visit';

/** All facts of the page and the visit. Only what something hangs on is kept from page to page. */
export function factsOf(told: Told): Facts {
  const { facts, visit, devices } = told;
  const [arrival, seen] = read<[Facts, unknown[]]>(SEEN, [arrived(told), []], VISIT);
  const product = facts['visit.product'];
  if (product && !seen.includes(product)) seen.push(product);
  if (visit) write(SEEN, [arrival, seen], VISIT);
  let device;
  for (device in devices) if (matchMedia(devices![device]!).matches) break;
  return { ...facts, ...arrival, 'visit.products_viewed': seen.length, 'visit.device': device };
}

/** How she came, known on the first page of a visit. */
function arrived({ arrival }: Told): Facts {
  const found: Facts = {};
  const query = new URLSearchParams(location.search);
  query.set('referrer', document.referrer.replace(location.origin, '').split('/')[2] ?? '');
  for (const name in arrival) {
    const text = query.get(name);
    if (text) found[arrival[name]!] = text.slice(0, 255).toLowerCase();
  }
  return found;
}
