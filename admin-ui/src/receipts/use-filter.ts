// The filter of deliveries in the address, as a state.

import {useAddress} from '../address';
import {linkTo, read, written} from './filter';
import type {DeliveryFilter} from './receipt';

let last: DeliveryFilter = {};

/** Where the list is as it was looked at last, to come back to. */
export const backToList = (): string => linkTo(last);

/** The filter that the address tells, and how to change both. A link to another one is followed. */
export function useFilter(gone: () => void): [DeliveryFilter, (filter: DeliveryFilter) => void] {
  const [filter, change] = useAddress(read, written, gone);
  last = filter;
  return [filter, change];
}
