// The facts of the first screen, and where blocks stand.

import {useMemo} from 'preact/hooks';
import {call} from '../api';
import {type Loaded, useLoad} from '../load';
import {type Extension, type Stands, standsOf} from './placement';
import type {HomeFacts} from './types';

const every = 5000; // ms: the first answer is seen as it comes
const lasting = 60_000; // ms: blocks are seldom moved, but while somebody places them
const patience = 2000; // ms: App Bridge may never answer, and the screen waits for it

export interface Home extends Loaded<HomeFacts> {
  stands: Stands;
  asking: boolean; // nobody knows yet whether App Bridge answers
}

export function useHome(): Home {
  const facts = useLoad((signal) => call<HomeFacts>('GET', '/home', undefined, signal), [], every);
  const guided = Boolean(facts.value?.guide && !facts.value.guide.answer);
  const told = useLoad(extensions, [guided], guided ? every : lasting);
  const standing = told.error ? undefined : told.value;
  const reload = () => {
    facts.reload();
    told.reload();
  };
  return {...facts, reload, stands: useMemo(() => standsOf(standing), [standing]), asking: !told.value && !told.error};
}

async function extensions(): Promise<Extension[]> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('App Bridge does not answer')), patience);
  });
  try {
    return (await Promise.race([shopify.app.extensions(), late])) as unknown as Extension[];
  } finally {
    clearTimeout(timer!);
  }
}
