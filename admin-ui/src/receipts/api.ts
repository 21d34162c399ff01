// The calls about deliveries, what they wrote, and where answers went.

import {call} from '../api';
import type {Run} from '../destinations/types';
import {asked} from './filter';
import type {CheckPage, Chosen, DeliveryFilter, ReceiptDetails, ReceiptPage, Tally, Trail, Undone} from './receipt';

const query = (values: object) => new URLSearchParams(values as Record<string, string>).toString();

const at = (destination: string, what: string) => `/destinations/${encodeURIComponent(destination)}${what}`;

/** Whose value is to stand where two differ. */
export type Side = 'ours' | 'theirs';

export const receipts = {
  list: (filter: DeliveryFilter, cursor: string, signal?: AbortSignal) =>
    call<ReceiptPage>('GET', `/deliveries?${query({...asked(filter), limit: '25', ...(cursor && {cursor})})}`, undefined, signal),
  one: (id: string, signal?: AbortSignal) => call<ReceiptDetails>('GET', `/deliveries/${encodeURIComponent(id)}`, undefined, signal),
  undo: (of: Chosen, dry: boolean) => call<Undone & {run?: Run}>('POST', '/deliveries/undo', {...of, dry}),
  replay: (of: Chosen, dry: boolean) => call<{deliveries: number; cut_short?: boolean; run?: Run}>('POST', '/deliveries/replay', {...of, dry}),
  checks: (destination: string, cursor: string, signal?: AbortSignal) =>
    call<CheckPage>('GET', `/checks?${query({...(destination && {destination}), ...(cursor && {cursor})})}`, undefined, signal),
  decide: (destination: string, subject: string, side: Side) => call<unknown>('POST', at(destination, '/checks/decide'), {subject, side}),
  decideAll: (destination: string, side: Side) => call<{decided: number}>('POST', at(destination, '/checks/decide'), {all: true, side}),
  looked: (destination: string, signal?: AbortSignal) => call<Tally>('GET', at(destination, '/checks'), undefined, signal),
  look: (destination: string) => call<{people: number}>('POST', at(destination, '/checks')),
  trail: (response: string, signal?: AbortSignal) => call<Trail>('GET', `/responses/${encodeURIComponent(response)}/trail`, undefined, signal),
};
