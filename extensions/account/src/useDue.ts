// At most one question that is due here: asked, sent once, and no more. A whole
// interview would weigh more than the rest of the block.

import { useEffect, useState } from 'preact/hooks';

import { find, type Interview } from '../../shared/find.ts';
import { type Drafts, missing, refused, type Sheet, sheetOf, standing, submissionOf } from '../../shared/form.ts';
import { learned, putOff } from '../../shared/known.ts';
import { type Draft, EMPTY } from '../../shared/questions/question.ts';
import { display, type Display, send, snooze, WAITS } from '../../shared/send.ts';
import type { Submission } from '../../shared/submission.ts';
import type { Question } from '../../shared/survey.ts';

export type Phase = 'asking' | 'sending' | 'waiting' | 'refused' | 'thanks' | 'put_off' | 'never_again';

export interface Due {
  sheet: Sheet;
  question: Question;
  phase: Phase;
  draft: Draft;
  /** A locale key: what is wrong with the answer. */
  wrong?: string;
  write: (draft: Draft) => void;
  submit: () => void;
  retry: () => void;
  putAside: (never: boolean) => void;
}

/** What is asked of her; undefined while nothing is. */
export function useDue(interview: Interview): Due | undefined {
  const { memory, server, surface, locale, facts } = interview;
  const [sheet, setSheet] = useState<Sheet>();
  const [phase, setPhase] = useState<Phase>('asking');
  const [draft, setDraft] = useState<Draft>();
  const [wrong, setWrong] = useState<string>();
  const [sending, setSending] = useState<Submission>();
  const question = sheet && standing(sheet, {})[0];

  async function begin() {
    const found = await find(interview, [], { questions: 0, seconds: 0 });
    if (!found?.asked) return;
    const { survey, asked } = found;
    const one = sheetOf(survey, { ...asked, budget: { ...asked.budget, questions: 1 } }, facts);
    setSheet(one);
    tell(one, 'shown');
  }
  useEffect(() => void begin(), []);
  if (!sheet || !question) return undefined;

  const { survey } = sheet;
  const { key } = question;
  const drafts: Drafts = draft ? { [key]: draft } : {};

  function tell(of: Sheet, event: Display['event']) {
    const questions = standing(of, {}).map((one) => one.key);
    void display(server, { survey: of.survey.handle, version: of.version, surface, questions, event });
  }

  async function deliver(submission: Submission) {
    setSending(submission);
    setPhase('sending');
    const outcome = await send(server, submission, WAITS);
    if (outcome.state === 'later') return setPhase('waiting');
    if (outcome.state === 'refused') {
      const said = refused([question!], outcome.errors)[key];
      setWrong(said);
      return setPhase(said ? 'asking' : 'refused');
    }
    await memory.learn(learned(survey, submission, Date.now()));
    setPhase('thanks');
  }

  return {
    sheet,
    question,
    phase,
    draft: draft ?? EMPTY,
    wrong,
    write(next) {
      if (!draft) tell(sheet, 'started');
      setDraft(next);
      setWrong(undefined);
    },
    submit() {
      const lacking = missing([question], drafts)[key];
      setWrong(lacking);
      if (!lacking) void deliver(submissionOf(sheet, drafts, { surface, locale, visitor: '', facts }));
    },
    retry: () => sending && void deliver(sending),
    putAside(never) {
      setPhase(never ? 'never_again' : 'put_off');
      void memory.learn(putOff([key], never, Date.now()));
      void snooze(server, { question: key, never });
    },
  };
}
