// Something that is loaded once and may fail.

import { useEffect, useState } from 'preact/hooks';

export type Loaded<T> = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; value: T };

/** Loads when the component appears, and again on demand. */
export function useLoaded<T>(load: () => Promise<T>): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const start = () => {
    setLoaded({ state: 'loading' });
    load().then(
      (value) => setLoaded({ state: 'ready', value }),
      () => setLoaded({ state: 'failed' }),
    );
  };
  useEffect(start, []);
  return [loaded, start];
}
