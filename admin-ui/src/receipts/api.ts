// The calls about deliveries, what they wrote, and where answers went.

import {call} from '../api';
import {asked} from './filter';
import type {CheckPage, Chosen, DeliveryFilter, ReceiptDetails, ReceiptPage, Tally, Trail, Undone} from './receipt';

const query = (values: object) => new URLSearchParams(values as Record<string, string>).toString();

/** Whose value is to stand where two differ. */
export type Side = 'ours' | 'theirs';

/** A difference, by where it is; without a subject, all of a destination. */
export interface Where {
  destination: string;
  subject?: string;
  property?: string;
}

export const receipts = {
  list: (filter: DeliveryFilter, cursor: string, signal?: AbortSignal) =>
    call<ReceiptPage>('GET', `/deliveries?${query({...asked(filter), limit: '25', ...(cursor && {cursor})})}`, undefined, signal),
  one: (id: string, signal?: AbortSignal) => call<ReceiptDetails>('GET', `/deliveries/${encodeURIComponent(id)}`, undefined, signal),
  undo: (of: Chosen, dry: boolean) => call<Undone>('POST', '/deliveries/undo', {...of, dry}),
  replay: (of: Chosen, dry: boolean) => call<{deliveries: number}>('POST', '/deliveries/replay', {...of, dry}),
  checks: (destination: string, cursor: string, signal?: AbortSignal) =>
    call<CheckPage>('GET', `/checks?${query({state: 'different', ...(destination && {destination}), ...(cursor && {cursor})})}`, undefined, signal),
  settle: (where: Where, side: Side) => call<unknown>('POST', '/checks/settle', {...where, side}),
  looked: (destination: string, signal?: AbortSignal) => call<Tally>('GET', `/destinations/${encodeURIComponent(destination)}/verify`, undefined, signal),
  look: (destination: string) => call<{people: number}>('POST', `/destinations/${encodeURIComponent(destination)}/verify`),
  trail: (response: string, signal?: AbortSignal) => call<Trail>('GET', `/responses/${encodeURIComponent(response)}/trail`, undefined, signal),
};
