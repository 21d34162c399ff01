// The filter in the address, as a state.

import {useState} from 'preact/hooks';
import {read, written, type ResponseFilter} from './filter';

function show(filter: ResponseFilter): void {
  const query = written(location.search, filter);
  history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}`);
}

/** The filter that the address tells, and how to change both. */
export function useFilter(): [ResponseFilter, (filter: ResponseFilter) => void] {
  const [filter, setFilter] = useState(() => read(location.search));
  return [filter, (next) => {
    show(next);
    setFilter(next);
  }];
}
