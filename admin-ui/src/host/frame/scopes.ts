// shopify.scopes: the merchant is asked for what the app may do beyond what it
// was installed with.

import type {Asks, ScopesDetail} from '../messages';
import {dialog} from './dialog';
import {h} from './dom';

const address = '/_sandbox/scopes';

async function call(input: string, init?: RequestInit): Promise<ScopesDetail> {
  const answer = await fetch(input, init);
  const told = (await answer.json().catch(() => ({}))) as ScopesDetail & {error?: string};
  if (!answer.ok) throw new Error(told.error ?? `the sandbox answered ${answer.status}`);
  return {granted: told.granted, required: told.required, optional: told.optional};
}

const change = (body: object) => call(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});

/** What the app may do, must and could. */
export function scopes(shop: string): Promise<ScopesDetail> {
  return call(`${address}?${new URLSearchParams({shop})}`);
}

/** Asks the merchant, unless there is nothing new to ask for. */
export async function grant(shop: string, wanted: string[]): Promise<ReturnType<Asks['grant']>> {
  const now = await scopes(shop);
  const strange = wanted.filter((scope) => ![...now.optional, ...now.required, ...now.granted].includes(scope));
  if (strange.length > 0) throw new Error(`The app's configuration does not name as optional: ${strange.join(', ')}`);
  const fresh = wanted.filter((scope) => !now.granted.includes(scope));
  if (fresh.length === 0) return {result: 'granted-all', detail: now};
  const list = h('ul', {}, ...fresh.map((scope) => h('li', {}, inWords(scope), ' ', h('code', {}, scope))));
  const yes = await dialog<boolean>('The app asks for more access', [h('p', {}, 'It would like to:'), list], [
    {label: 'Decline', answer: () => false}, {label: 'Allow', tone: 'primary', answer: () => true},
  ]);
  if (!yes) return {result: 'declined-all', detail: now};
  return {result: 'granted-all', detail: await change({shop, grant: fresh})};
}

/** Gives access back. */
export function revoke(shop: string, unwanted: string[]): Promise<ScopesDetail> {
  return change({shop, revoke: unwanted});
}

function inWords(scope: string): string {
  const [verb, ...noun] = scope.split('_');
  return `${verb === 'read' ? 'View' : 'View and change'} ${noun.join(' ')}`;
}
