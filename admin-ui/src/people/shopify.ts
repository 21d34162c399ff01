// What Shopify calls customers. Their names are not kept by Askwell: the browser asks
// Shopify itself, which knows what the member of staff who looks may see.

import {useEffect, useState} from 'preact/hooks';
import find from './find.graphql?raw';
import named from './named.graphql?raw';

/** A customer as Shopify tells of them. */
export interface Called {
  customer: string;
  name: string;
  since: string;
}

interface Node {
  id?: string;
  displayName?: string | null;
  createdAt?: string;
}

const path = 'shopify:admin/api/2026-10/graphql.json';
const atOnce = 250; // ids

async function ask<T>(query: string, variables: unknown, signal?: AbortSignal): Promise<T | undefined> {
  const answer = await fetch(path, {method: 'POST', body: JSON.stringify({query, variables}), ...(signal && {signal})});
  return answer.ok ? ((await answer.json()) as {data?: T}).data : undefined;
}

const numberOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);

/** What is told of whom; who has no name, or one that may not be seen, is left out. */
export function calledOf(nodes: (Node | null)[] | undefined): Called[] {
  return (nodes ?? []).flatMap((one) => (one?.id && one.displayName ? [{customer: numberOf(one.id), name: one.displayName, since: one.createdAt ?? ''}] : []));
}

/** Shopify's words for what begins with each word that was typed; '' where nothing can be looked for. */
export function searchOf(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}@._+-]+/gu) ?? [];
  return words.filter((word) => !/^(and|or|not)$/i.test(word) && /^[\p{L}\p{N}]/u.test(word)).slice(0, 5).map((word) => `${word}*`).join(' ');
}

/** Whom a name finds; nobody where Shopify does not say. */
export async function findCalled(text: string, signal: AbortSignal): Promise<Called[]> {
  const query = searchOf(text);
  if (query.length < 3) return [];
  try {
    return calledOf((await ask<{customers: {nodes: Node[]}}>(find, {query}, signal))?.customers.nodes);
  } catch {
    return [];
  }
}

/** What customers are called, by their numbers; empty until Shopify has said. */
export function useCalled(customers: string[]): Map<string, Called> {
  const [known, setKnown] = useState(new Map<string, Called>());
  const missing = customers.filter((one) => !known.has(one)).slice(0, atOnce);
  useEffect(() => {
    if (missing.length === 0) return;
    const stop = new AbortController();
    void ask<{nodes: (Node | null)[]}>(named, {ids: missing.map((one) => `gid://shopify/Customer/${one}`)}, stop.signal)
      .then((told) => {
        if (!stop.signal.aborted && told) setKnown((before) => new Map([...before, ...calledOf(told.nodes).map((one) => [one.customer, one] as const)]));
      })
      .catch(() => undefined); // their numbers are name enough
    return () => stop.abort();
  }, [customers.join(' ')]);
  return known;
}
