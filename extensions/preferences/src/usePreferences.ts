// What is known of her, and what she changes of it: one change after another, each
// done once however often it is sent, and each to be undone.

import { useEffect, useRef, useState } from 'preact/hooks';

import type { Change, Known } from '../../shared/preferences.ts';
import type { FieldError } from '../../shared/send.ts';
import type { Door } from './door.ts';

/** What is said by the thing that she changed. */
export interface Notice {
  at: string;
  state: 'saving' | 'saved' | 'undone' | 'failed' | 'refused';
  errors?: FieldError[];
  undo?: () => void;
  again?: () => void;
}

export interface Preferences {
  /** Undefined while it is on its way; false when it could not be had. */
  known?: Known | false;
  notice?: Notice;
  /** Reads it anew; `quietly` what is there stays until then. */
  load: (quietly?: boolean) => void;
  /** Changes something; `at` names where she does it, and `back` takes it back. */
  change: (at: string, change: Change, back?: Change) => void;
}

export function usePreferences(door: Door): Preferences {
  const [known, setKnown] = useState<Known | false>();
  const [notice, setNotice] = useState<Notice>();
  const turn = useRef<Promise<void>>(Promise.resolve());

  async function load(quietly = false) {
    if (!quietly) setKnown(undefined);
    setNotice(undefined);
    const outcome = await door.read();
    if (outcome.state === 'done') setKnown(outcome.value);
    else if (!quietly) setKnown(false);
  }

  async function send(id: string, at: string, change: Change, back?: Change, done: Notice['state'] = 'saved') {
    setNotice({ at, state: 'saving' });
    const outcome = await door.change(id, change);
    if (outcome.state === 'done') {
      setKnown(outcome.value);
      setNotice({ at, state: done, ...(back && { undo: () => make(at, back, undefined, 'undone') }) });
    } else if (outcome.state === 'refused') setNotice({ at, ...outcome });
    else setNotice({ at, state: 'failed', again: () => queue(() => send(id, at, change, back, done)) });
  }

  const queue = (what: () => Promise<void>) => void (turn.current = turn.current.then(what));
  const make = (at: string, change: Change, back?: Change, done?: Notice['state']) => queue(() => send(crypto.randomUUID(), at, change, back, done));

  useEffect(() => void load(), []);

  return { known, notice, load: (quietly) => void load(quietly), change: (at, change, back) => make(at, change, back) };
}
