// The calls about responses and the views of them.

import {call} from '../api';
import type {ResponsePage} from '../types';
import {asked, type ResponseFilter, type View} from './filter';

export const pageSize = 25;

// A rare filter is looked for in steps: so many for one page, then the merchant says whether to go on.
const mostSteps = 8;

/** A page, and how far looking came where it was broken off. */
export type Page = ResponsePage & {looked_until?: string};

async function page(filter: ResponseFilter, cursor: string, limit: number, signal?: AbortSignal): Promise<Page> {
  const query = new URLSearchParams({...asked(filter), limit: String(limit), ...(cursor && {cursor})});
  return call<Page>('GET', `/responses?${query}`, undefined, signal);
}

/** A page as full as it can be had in some steps. */
async function list(filter: ResponseFilter, cursor: string, signal?: AbortSignal): Promise<Page> {
  let got = await page(filter, cursor, pageSize, signal);
  for (let step = 1; step < mostSteps && got.looked_until && got.next && got.responses.length < pageSize; step++) {
    const more = await page(filter, got.next, pageSize - got.responses.length, signal);
    got = {...more, responses: [...got.responses, ...more.responses]};
  }
  return got;
}

export const responses = {
  list,
  views: async (signal?: AbortSignal) => (await call<{views: View[]}>('GET', '/responses/views', undefined, signal)).views,
  save: (name: string, filter: ResponseFilter) => call<View>('POST', '/responses/views', {name, filter: asked(filter)}),
  forget: async (id: string) => (await call<{views: View[]}>('DELETE', `/responses/views/${encodeURIComponent(id)}`)).views,
};
