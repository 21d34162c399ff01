// The survey being edited: what is saved, what is changed, saving, publishing, and what
// publishing comes to for those who have answered already.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import type {Foreseen} from '../destinations/types';
import {changes, matters} from '../effect/words';
import {t} from '../i18n';
import type {FieldError, Survey, SurveyDocument} from '../types';
import {tidy} from './document';
import {begun, edited, type History, redone, stored as kept, undone} from './history';
import {type Telling, useTelling} from './telling';

export const saveBar = 'survey-save-bar';

export interface Editing {
  survey: Survey | undefined;
  document: SurveyDocument | undefined;
  dirty: boolean;
  busy: 'saving' | 'counting' | 'publishing' | undefined;
  errors: FieldError[];
  failure: Error | undefined;
  foreseen: Foreseen[] | undefined; // what publishing comes to, where that is to be said first
  telling: Telling;
  change(document: SurveyDocument): void;
  /** Takes the latest edit back; undefined when there is none. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  save(): Promise<void>;
  /** Publishes what changes nothing that was said before; else says what it changes. */
  review(): Promise<void>;
  /** Publishes, and has what was said before written as it says now, or does not. */
  publish(tell: boolean): Promise<void>;
  discard(): void;
  reload(): void;
}

export function useSurvey(id: string): Editing {
  const [survey, setSurvey] = useState<Survey>();
  const [history, setHistory] = useState<History>();
  const [busy, setBusy] = useState<Editing['busy']>();
  const [failure, setFailure] = useState<Error>();
  const [foreseen, setForeseen] = useState<Foreseen[]>();
  const telling = useTelling(id);
  const document = history?.document;
  const dirty = Boolean(survey && document && JSON.stringify(tidy(document)) !== JSON.stringify(tidy(survey.document)));

  const show = (next: Survey) => {
    setSurvey(next);
    setHistory((now) => (now ? kept(now, next.document) : begun(next.document)));
    setFailure(undefined);
  };
  const reload = () => void api.survey(id).then((next) => {
    setHistory(undefined); // what was edited here is another document's past
    show(next);
  }, setFailure);
  const change = (next: SurveyDocument) => setHistory((now) => now && edited(now, next, Date.now()));
  useEffect(reload, [id]);
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);

  async function work(what: NonNullable<Editing['busy']>, task: () => Promise<void>) {
    setBusy(what);
    try {
      await task();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(undefined);
    }
  }

  const stored = () => (dirty ? api.save(id, survey!.revision, tidy(document!)) : Promise.resolve(survey!));
  const release = async (saved: Survey, to: Foreseen[]) => {
    show(await api.publish(id, saved.revision));
    setForeseen(undefined);
    shopify.toast.show(t(to.length > 0 ? 'editor.published_and_telling' : 'editor.published'));
    await telling.tell(to);
  };
  return {
    survey, document, dirty, busy, failure, foreseen, telling, reload,
    errors: failure instanceof Problem ? failure.errors : [],
    change,
    undo: history?.past.length ? () => setHistory(undone(history)) : undefined,
    redo: history?.future.length ? () => setHistory(redone(history)) : undefined,
    discard: () => {
      if (survey) change(survey.document);
      setFailure(undefined);
    },
    save: () => work('saving', async () => {
      show(await stored());
      shopify.toast.show(t('editor.saved'));
    }),
    review: () => work('counting', async () => {
      const saved = await stored();
      show(saved); // so that a refused publish keeps what was saved
      const counted = await api.effect(id);
      if (counted.some(matters)) setForeseen(counted);
      else await release(saved, []);
    }),
    publish: (tell) => work('publishing', () => release(survey!, tell ? foreseen!.filter(changes) : [])),
  };
}
