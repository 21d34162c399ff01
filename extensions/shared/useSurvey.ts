// One survey with one shopper: recall, ask what is left, send once, thank.

import { useEffect, useState } from 'preact/hooks';

import { heard, left, unanswered } from './asking.ts';
import { type Drafts, type Errors, missing, type Occasion, refused, type Sheet, sheetOf, submissionOf } from './form.ts';
import type { Memory } from './memory.ts';
import { arranged } from './order.ts';
import { type Outcome, send } from './send.ts';
import type { Server } from './server.ts';
import type { Submission } from './submission.ts';
import type { Survey } from './survey.ts';

export interface Interview {
  survey: Survey;
  occasion: Occasion;
  memory: Memory;
  server: Server;
  /** The keys of what the page says is answered. */
  known: string[];
  /** True for a customer the server can look up. */
  recognised: boolean;
}

export type Phase = 'recalling' | 'asking' | 'sending' | 'refused' | 'waiting' | 'thanks';

/** The state of the interview, and what the shopper can do to it. */
export function useSurvey({ survey, occasion, memory, server, known, recognised }: Interview) {
  const [phase, setPhase] = useState<Phase>('recalling');
  const [sheet, setSheet] = useState<Sheet>(() => sheetOf(unanswered(survey, [])));
  const [drafts, setDrafts] = useState<Drafts>({});
  const [errors, setErrors] = useState<Errors>({});
  const [pending, setPending] = useState<Submission>();

  async function present({ questions, ...next }: Sheet) {
    const visitor = questions.some(({ shuffle }) => shuffle) ? await memory.visitor() : ''; // nobody is told apart for nothing
    const visit = { survey: survey.handle, version: next.version, visitor };
    setSheet({ ...next, questions: questions.map((one) => (one.options ? { ...one, options: arranged(one, visit) } : one)) });
    setDrafts({});
    setErrors({});
    setPhase(questions.length > 0 ? 'asking' : 'thanks');
  }

  // The page's own word spares the request; where it leaves something open, the
  // server knows best what a customer has said elsewhere.
  async function begin() {
    const here = unanswered(survey, [...known, ...(await memory.answered())]);
    const said = recognised && unanswered(survey, known).questions.length > 0 ? await left(server, survey) : undefined;
    await present(sheetOf(said ? heard(survey, said) : here));
  }

  // Kept before it is sent, so that a closed tab loses nothing.
  async function deliver(submission: Submission) {
    setPending(submission);
    setPhase('sending');
    await memory.keep({ state: 'waiting', submission });
    const outcome = await send(server, submission);
    if (outcome.state === 'later') return setPhase('waiting');
    if (outcome.state === 'done') return proceed(submission, outcome);
    await memory.forget();
    const wrong = refused(sheet.questions, outcome.errors);
    setErrors(wrong);
    setPhase(Object.keys(wrong).length > 0 ? 'asking' : 'refused');
  }

  async function proceed(submission: Submission, { next, remaining = 1 }: Extract<Outcome, { state: 'done' }>) {
    await memory.learn(Object.keys(submission.answers));
    const following = next ? heard(survey, { version: submission.version, next, remaining }).questions : [];
    if (following.length > 0) {
      await memory.forget();
      return present(sheetOf({ version: submission.version, questions: following, last: remaining <= following.length }));
    }
    await memory.keep({ state: 'sent' });
    setPhase('thanks');
  }

  useEffect(() => {
    void memory.recall().then((remembered) => {
      if (remembered?.state === 'sent') return setPhase('thanks');
      if (remembered?.state === 'waiting') return deliver(remembered.submission);
      return begin();
    });
  }, []);

  return {
    phase,
    questions: sheet.questions,
    drafts,
    errors,
    draft(key: string, draft: Drafts[string]) {
      setDrafts((all) => ({ ...all, [key]: draft }));
      setErrors(({ [key]: _, ...rest }) => rest);
    },
    submit() {
      if (phase === 'sending') return;
      const lacking = missing(sheet.questions, drafts);
      setErrors(lacking);
      if (Object.keys(lacking).length > 0) return setPhase('asking');
      void deliver(submissionOf(survey.handle, sheet, drafts, occasion));
    },
    retry: () => pending && void deliver(pending),
  };
}
