// One thing that is done to a shopper, and what came of it.

import {useState} from 'preact/hooks';

/** Does a task, says so in a toast, and then tells who shows the shopper. */
export function useDoing(changed: () => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();

  async function doing<T>(task: () => Promise<T>, done: string | ((result: T) => string)): Promise<T | undefined> {
    setBusy(true);
    setFailure(undefined);
    try {
      const result = await task();
      shopify.toast.show(typeof done === 'string' ? done : done(result));
      changed();
      return result;
    } catch (error) {
      setFailure(error as Error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  return {busy, failure, doing, forgive: () => setFailure(undefined)};
}
