// A filter in the address, as a state.

import {useEffect, useState} from 'preact/hooks';
import {useVisits} from './router';

/**
 * The filter that the address tells, and how to change both. A link to the same screen
 * with another one is followed; `gone` then forgets what belonged to the one before.
 */
export function useAddress<Filter>(
  read: (search: string) => Filter, written: (search: string, filter: Filter) => string, gone: () => void,
): [Filter, (filter: Filter) => void] {
  const visits = useVisits();
  const [filter, setFilter] = useState(() => read(location.search));
  useEffect(() => {
    if (visits === 0) return;
    setFilter(read(location.search));
    gone();
  }, [visits]);
  return [filter, (next) => {
    const query = written(location.search, next);
    history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}`);
    setFilter(next);
  }];
}
