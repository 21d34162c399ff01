// The filter of deliveries in the address, as a state.

import {useEffect, useState} from 'preact/hooks';
import {useVisits} from '../router';
import {linkTo, read, written} from './filter';
import type {DeliveryFilter} from './receipt';

let last: DeliveryFilter = {};

/** Where the list is as it was looked at last, to come back to. */
export const backToList = (): string => linkTo(last);

function show(filter: DeliveryFilter): void {
  const query = written(location.search, filter);
  history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}`);
}

/** The filter that the address tells, and how to change both. A link to another one is followed. */
export function useFilter(gone: () => void): [DeliveryFilter, (filter: DeliveryFilter) => void] {
  const visits = useVisits();
  const [filter, setFilter] = useState(() => read(location.search));
  useEffect(() => {
    if (visits === 0) return;
    setFilter(read(location.search));
    gone();
  }, [visits]);
  last = filter;
  return [filter, (next) => {
    show(next);
    setFilter(next);
  }];
}
