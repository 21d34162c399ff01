// What a customer says, and what is written down for her: each thing once, however
// often it is sent, and each to be undone.

import { useEffect, useState } from 'preact/hooks';

import type { Change, Known } from '../../shared/preferences.ts';
import type { Desk } from './desk.ts';

/** How it stands with what was written down last. */
export interface Notice {
  state: 'saving' | 'saved' | 'undone' | 'failed' | 'refused';
  undo?: () => void;
  again?: () => void;
}

export interface Work {
  /** Undefined while it is on its way; false when it could not be had. */
  known?: Known | false;
  notice?: Notice;
  load: () => void;
  /** Writes something down, and why; `back` takes it back. True once it is kept. */
  write: (reason: string, change: Change, back: Change) => Promise<boolean>;
}

export function useDesk(desk: Desk): Work {
  const [known, setKnown] = useState<Known | false>();
  const [notice, setNotice] = useState<Notice>();

  async function load() {
    setKnown(undefined);
    const outcome = await desk.read();
    setKnown(outcome.state === 'done' ? outcome.known : false);
  }

  async function send(id: string, reason: string, change: Change, back?: Change): Promise<boolean> {
    setNotice({ state: 'saving' });
    const outcome = await desk.change(id, reason, known ? known.locale : '', change);
    if (outcome.state === 'done') {
      setKnown(outcome.known);
      setNotice(back ? { state: 'saved', undo: () => void send(crypto.randomUUID(), reason, back) } : { state: 'undone' });
    } else setNotice({ state: outcome.state, ...(outcome.state === 'failed' && { again: () => void send(id, reason, change, back) }) });
    return outcome.state === 'done';
  }

  useEffect(() => void load(), []);

  return { known, notice, load: () => void load(), write: (reason, change, back) => send(crypto.randomUUID(), reason, change, back) };
}
