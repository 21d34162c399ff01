// The facts of the first screen, and where blocks stand.

import {useMemo, useRef} from 'preact/hooks';
import {call} from '../api';
import {type Loaded, useLoad} from '../load';
import {type Extension, type Stands, standsOf} from './placement';
import type {HomeFacts} from './types';

const every = 5000; // ms: the first answer is seen as it comes
const lasting = 60_000; // ms: blocks are seldom moved, but while somebody places them

export interface Home extends Loaded<{facts: HomeFacts; extensions: Extension[] | undefined}> {
  stands: Stands;
}

export function useHome(): Home {
  const kept = useRef<{at: number; extensions: Extension[] | undefined}>({at: 0, extensions: undefined});
  const loaded = useLoad(async (signal) => {
    const facts = call<HomeFacts>('GET', '/home', undefined, signal);
    if (Date.now() - kept.current.at > lasting) kept.current = {at: Date.now(), extensions: await extensions()};
    const {guide, ...rest} = await facts;
    if (guide && !guide.answer) kept.current.at = 0;
    return {facts: guide ? {...rest, guide} : rest, extensions: kept.current.extensions};
  }, [], every);
  const standing = loaded.value?.extensions;
  return {...loaded, stands: useMemo(() => standsOf(standing), [standing])};
}

// App Bridge may not know it, and the screen is no less of use.
async function extensions(): Promise<Extension[] | undefined> {
  try {
    return (await shopify.app.extensions()) as unknown as Extension[];
  } catch {
    return undefined;
  }
}
