// The mapping being edited: what is kept, what is proposed, what is changed; counting what
// it comes to, and saving.

import {useEffect, useRef, useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import type {Plan} from '../destinations/types';
import {t} from '../i18n';
import {go} from '../router';
import type {FieldError} from '../types';
import {sameMapping} from './place';
import type {Board, Draft} from './types';

export const saveBar = 'mapping-save-bar';

export interface Mapping {
  board: Board | undefined;
  draft: Draft | undefined;
  dirty: boolean; // the merchant has changed what was proposed
  pending: boolean; // there is something to save
  busy: 'counting' | 'saving' | undefined;
  plan: Plan | undefined; // what saving comes to, once it is counted
  failure: Error | undefined; // other than of fields
  errors: FieldError[];
  change(draft: Draft): void;
  discard(): void;
  review(): Promise<void>;
  save(tell: boolean): Promise<void>;
  reload(): void;
  /** What a look at a person found wrong. */
  found(errors: FieldError[]): void;
}

export function useMapping(id: string): Mapping {
  const [board, setBoard] = useState<Board>();
  const [draft, setDraft] = useState<Draft>();
  const [busy, setBusy] = useState<Mapping['busy']>();
  const [plan, setPlan] = useState<Plan>();
  const [failure, setFailure] = useState<Error>();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const dirty = Boolean(board && draft && !sameMapping(draft, board.proposed));
  const pending = Boolean(board && draft && !sameMapping(draft, board.mapping));

  const show = (next: Board) => {
    setBoard(next);
    setDraft(next.proposed);
    setFailure(undefined);
    setErrors([]);
  };
  const reload = () => void desk.board(id).then(show, setFailure);
  useEffect(reload, [id]);
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);

  async function work(what: 'counting' | 'saving', task: () => Promise<void>) {
    setBusy(what);
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setErrors(error instanceof Problem ? error.errors : []);
      setFailure(error as Error);
    }
    setBusy(undefined);
  }

  const latest = useRef(draft); // a count that comes late is of what was
  latest.current = draft;
  return {
    board, draft, dirty, pending, busy, plan, errors, reload,
    failure: errors.length > 0 ? undefined : failure,
    found: setErrors,
    change: (next) => {
      setDraft(next);
      setPlan(undefined);
      setFailure(undefined);
    },
    discard: () => board && show(board),
    review: () => work('counting', async () => {
      const counted = await desk.plan(id, draft!);
      setErrors([]);
      if (latest.current === draft) setPlan({...counted});
    }),
    save: (tell) => work('saving', async () => {
      await desk.save(id, draft!);
      await shopify.saveBar.hide?.(saveBar); // else leaving would be asked about
      if (tell) await desk.begin(id, 'backfill');
      shopify.toast.show(t(tell ? 'mapping.saved_and_telling' : 'mapping.saved'));
      await go(`/destinations/${id}`);
    }),
  };
}
