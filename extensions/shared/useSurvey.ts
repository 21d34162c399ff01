// One shopper and the surveys of one place: ask, send once, and tell her what she
// gets for it.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import { type Asked, heard, left } from './asking.ts';
import { find, inquiryOf, type Interview, shopperOf } from './find.ts';
import { type Drafts, type Errors, missing, refused, type Sheet, sheetOf, standing, submissionOf } from './form.ts';
import { answerFacts, learned, putOff } from './known.ts';
import { numberOf } from './id.ts';
import { type Given } from './memory.ts';
import { arranged } from './order.ts';
import type { Facts } from './rule.ts';
import { type Following, send, snooze } from './send.ts';
import type { Answers, Submission } from './submission.ts';
import type { Survey } from './survey.ts';

/** What she gets once she has answered. */
export interface Done extends Given {
  survey: Survey;
  /** What is known of her now, for the ending. */
  facts: Facts;
}

export type Phase = 'nothing' | 'asking' | 'sending' | 'refused' | 'waiting' | 'later' | 'never' | 'done';

/** The state of the interview, and what the shopper can do to it. */
export function useSurvey(interview: Interview) {
  const { memory, server, surface, order, customer, locale, facts } = interview;
  const [phase, setPhase] = useState<Phase>('nothing');
  const [sheet, setSheet] = useState<Sheet>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [errors, setErrors] = useState<Errors>({});
  const [pending, setPending] = useState<[Survey, Submission]>();
  const [done, setDone] = useState<Done>();
  const said = useRef<Answers>({}); // what is too private to be kept, or cannot be
  const questions = useMemo(() => (sheet ? standing(sheet, drafts) : []), [sheet, drafts]);

  async function factsNow() {
    const { known } = await shopperOf(interview);
    return { ...facts, ...answerFacts({ ...known.answers, ...said.current }) };
  }

  /** Puts a sheet before her; false when there is nothing on it. */
  async function present(survey: Survey, asked: Asked): Promise<boolean> {
    const shuffled = asked.questions.some(({ shuffle }) => shuffle);
    const visitor = shuffled ? numberOf(customer) || (await memory.visitor()) || crypto.randomUUID() : '';
    const visit = { survey: survey.handle, version: asked.version, visitor };
    const laid = asked.questions.map((one) => (one.options ? { ...one, options: arranged(one, visit) } : one));
    const next = sheetOf(survey, { ...asked, questions: laid }, await factsNow());
    if (standing(next, {}).length === 0) return false;
    setSheet(next);
    setDrafts({});
    setErrors({});
    setPhase('asking');
    return true;
  }

  async function finish(survey: Survey, given: Given = {}) {
    setDone({ survey, facts: await factsNow(), ...given });
    setPhase('done');
  }

  async function begin() {
    const found = await find(interview);
    if (!found) return;
    const { survey, submission, asked, given } = found;
    if (submission) return deliver(survey, submission);
    if (!asked) return finish(survey, given);
    await present(survey, asked);
  }

  // Kept before it is sent, so that a closed tab loses nothing.
  async function deliver(survey: Survey, submission: Submission) {
    setPending([survey, submission]);
    setPhase('sending');
    await memory.keep(survey.handle, { submission });
    const outcome = await send(server, submission);
    if (outcome.state === 'later') return setPhase('waiting');
    if (outcome.state === 'done') return proceed(survey, submission, outcome);
    await memory.forget(survey.handle);
    const wrong = refused(survey.questions, outcome.errors);
    setErrors(wrong);
    setPhase(sheet && Object.keys(wrong).length > 0 ? 'asking' : 'refused');
  }

  async function proceed(survey: Survey, submission: Submission, { id, reward, remaining, poll, ...word }: Following) {
    said.current = { ...said.current, ...submission.answers };
    await memory.learn(learned(survey, submission, Date.now()));
    const following = heard(survey, { ...word, version: submission.version, remaining }, await shopperOf(interview));
    if (await present(survey, following)) return memory.forget(survey.handle);
    const given = { id, reward, remaining, poll };
    await memory.keep(survey.handle, { given });
    await finish(survey, given);
  }

  async function putAside(never: boolean) {
    const keys = questions.map(({ key }) => key);
    setPhase(never ? 'never' : 'later');
    await memory.learn(putOff(keys, never, Date.now()));
    const visitor = await memory.visitor();
    await Promise.all(keys.map((question) => snooze(server, { question, never, ...(visitor && { visitor }), ...(order && { order }) })));
  }

  async function submit() {
    if (phase === 'sending' || !sheet) return;
    const lacking = missing(questions, drafts);
    setErrors(lacking);
    if (Object.keys(lacking).length > 0) return setPhase('asking');
    await deliver(sheet.survey, submissionOf(sheet, drafts, { surface, order, locale, visitor: await memory.visitor(), facts }));
  }

  useEffect(() => void begin(), []);

  return {
    phase,
    sheet,
    done,
    questions,
    drafts,
    errors,
    draft(key: string, draft: Drafts[string]) {
      setDrafts((all) => ({ ...all, [key]: draft }));
      setErrors(({ [key]: _, ...rest }) => rest);
    },
    submit: () => void submit(),
    retry: () => pending && void deliver(...pending),
    putAside: (never: boolean) => void putAside(never),
    /** Looks whether a promised code has come. */
    look: async () => done && (await left(server, done.survey, { ...(await inquiryOf(interview, done.survey)), response: done.id }))?.reward,
  };
}
