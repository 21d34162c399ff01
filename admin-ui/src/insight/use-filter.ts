// The filter of the address, as it is and as it is changed.

import {useEffect, useState} from 'preact/hooks';
import {read, write, type Filter} from './filter';

/** Every change is a page of its own to go back to. */
export function useFilter(): [Filter, (next: Filter) => void] {
  const [search, setSearch] = useState(location.search);
  useEffect(() => {
    const heard = () => setSearch(location.search);
    addEventListener('popstate', heard);
    return () => removeEventListener('popstate', heard);
  }, []);
  const change = (next: Filter) => {
    const there = write(next, location.search);
    if (there === location.search) return;
    history.pushState(null, '', location.pathname + there);
    setSearch(there);
  };
  return [read(search), change];
}
