// Reading from the server inside components.

import {useCallback, useEffect, useState} from 'preact/hooks';

export interface Loaded<T> {
  value: T | undefined;
  error: Error | undefined;
  reload(): void;
}

/**
 * Loads once, and again every `every` milliseconds while the page is visible.
 * After a failure the last good value stays beside the error.
 */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>, deps: unknown[], every = 0): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const again = async (first = false) => {
      if (first || !document.hidden) { // who comes to a tab that was opened beside finds it full
        try {
          const got = await read(stop.signal);
          if (stop.signal.aborted) return;
          setValue(got);
          setError(undefined);
        } catch (failure) {
          if (stop.signal.aborted) return;
          setError(failure as Error);
        }
      }
      if (every > 0) timer = setTimeout(() => void again(), every);
    };
    void again(true);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [...deps, round]);

  return {value, error, reload: useCallback(() => setRound((n) => n + 1), [])};
}
