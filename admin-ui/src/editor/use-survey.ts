// The survey being edited: what is saved, what is changed, saving, publishing.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {t} from '../i18n';
import type {FieldError, Survey, SurveyDocument} from '../types';
import {tidy} from './document';

export const saveBar = 'survey-save-bar';

export interface Editing {
  survey: Survey | undefined;
  document: SurveyDocument | undefined;
  dirty: boolean;
  busy: 'saving' | 'publishing' | undefined;
  errors: FieldError[];
  failure: Error | undefined;
  change(document: SurveyDocument): void;
  save(): Promise<void>;
  publish(): Promise<void>;
  discard(): void;
  reload(): void;
}

export function useSurvey(id: string): Editing {
  const [survey, setSurvey] = useState<Survey>();
  const [document, setDocument] = useState<SurveyDocument>();
  const [busy, setBusy] = useState<Editing['busy']>();
  const [failure, setFailure] = useState<Error>();
  const dirty = Boolean(survey && document && JSON.stringify(tidy(document)) !== JSON.stringify(tidy(survey.document)));

  const show = (next: Survey) => {
    setSurvey(next);
    setDocument(next.document);
    setFailure(undefined);
  };
  const reload = () => void api.survey(id).then(show, setFailure);
  useEffect(reload, [id]);
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);

  async function work(what: 'saving' | 'publishing', done: string, task: () => Promise<Survey>) {
    setBusy(what);
    try {
      show(await task());
      shopify.toast.show(done);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(undefined);
    }
  }

  const stored = () => (dirty ? api.save(id, survey!.revision, tidy(document!)) : Promise.resolve(survey!));
  return {
    survey, document, dirty, busy, failure, reload,
    errors: failure instanceof Problem ? failure.errors : [],
    change: setDocument,
    discard: () => survey && show(survey),
    save: () => work('saving', t('editor.saved'), stored),
    publish: () => work('publishing', t('editor.published'), async () => {
      const saved = await stored();
      show(saved); // so that a refused publish keeps what was saved
      return api.publish(id, saved.revision);
    }),
  };
}
