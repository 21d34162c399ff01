// One shopper and the surveys of one place: asks, sends once, tells her what she gets
// for it, and goes on while there is more to ask and she has time.

import { type Asked, type Budget, heard, left } from './asking.ts';
import { find, inquiryOf, type Interview, shopperOf } from './find.ts';
import { type Drafts, type Errors, missing, refused, type Sheet, sheetOf, standing, submissionOf } from './form.ts';
import { numberOf } from './id.ts';
import { answerFacts, learned, putOff } from './known.ts';
import type { Given } from './memory.ts';
import { arranged } from './order.ts';
import type { Facts } from './rule.ts';
import { display, type Display, type FieldError, type Following, send, snooze, WAITS } from './send.ts';
import type { Answers, Submission } from './submission.ts';
import type { Survey } from './survey.ts';

/** What she gets once she has answered. */
export interface Done extends Given {
  survey: Survey;
  /** What is known of her now, for the ending. */
  facts: Facts;
}

export type Phase = 'nothing' | 'asking' | 'sending' | 'refused' | 'waiting' | 'later' | 'never' | 'done';

/** What stands before her. */
export interface View {
  phase: Phase;
  sheet?: Sheet;
  drafts: Drafts;
  errors: Errors;
  /** What she has answered about this order, the last last. */
  done: Done[];
}

export const BLANK: View = { phase: 'nothing', drafts: {}, errors: {}, done: [] };

/** While the page is open what waits is sent again after so long, and then after twice as long. */
const SOON = 5_000;
const SELDOM = 300_000;

/** Leads an interview, which is read anew each time because the page may change. */
export function interviewer(of: () => Interview, draw: (view: View) => void) {
  let view = BLANK;
  let sending: [Survey, Submission] | undefined;
  let busy = false;
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = SOON;
  let said: Answers = {}; // what is too private to be kept, or cannot be
  let spent: Budget = { questions: 0, seconds: 0 };
  const told: string[] = [];

  function show(change: Partial<View>) {
    view = { ...view, ...change };
    if (!gone) draw(view);
  }

  async function factsNow() {
    const { known } = await shopperOf(of());
    return { ...of().facts, ...answerFacts({ ...known.answers, ...said }) };
  }

  /** Puts a sheet before her; false when there is nothing on it. */
  async function present(survey: Survey, asked: Asked): Promise<boolean> {
    const { customer, memory } = of();
    const shuffled = asked.questions.some(({ shuffle }) => shuffle);
    const visitor = shuffled ? numberOf(customer) || (await memory.visitor()) || crypto.randomUUID() : '';
    const visit = { survey: survey.handle, version: asked.version, visitor };
    const laid = asked.questions.map((one) => (one.options ? { ...one, options: arranged(one, visit) } : one));
    const sheet = sheetOf(survey, { ...asked, questions: laid }, await factsNow());
    if (standing(sheet, {}).length === 0) return false;
    show({ phase: 'asking', sheet, drafts: {}, errors: {} });
    return true;
  }

  /** Thanks her for what she answered before, sends what was left behind, and asks. */
  async function begin() {
    const { memory, surveys, order } = of();
    const facts = await factsNow();
    const before = await Promise.all(surveys.map(async (survey) => ({ survey, facts, given: await memory.recall(survey.handle) })));
    const done = before.flatMap(({ given, ...one }) => (given ? { ...one, ...given } : []));
    for (const one of done) if (one.spent && one.spent.questions > spent.questions) spent = one.spent;
    if (done.length > 0) show({ phase: 'done', done });
    for (const submission of await memory.queue.hers()) {
      const survey = surveys.find(({ handle }) => handle === submission.survey);
      if (survey && numberOf(submission.order) === numberOf(order)) sending = [survey, submission];
    }
    if (sending) return resend();
    void sweep();
    await goOn();
  }

  async function goOn() {
    const found = await find(of(), view.done.map(({ survey }) => survey.handle), spent);
    if (found?.asked) await present(found.survey, found.asked);
    else if (found) await finish(found.survey, found.given);
  }

  async function finish(survey: Survey, given?: Given) {
    show({ phase: 'done', sheet: undefined, done: [...view.done, { survey, facts: await factsNow(), ...given }] });
  }

  async function submit() {
    const { phase, sheet, drafts } = view;
    if (!sheet || phase === 'sending' || phase === 'waiting') return;
    const errors = missing(standing(sheet, drafts), drafts);
    const lacking = Object.keys(errors).length > 0;
    show({ errors, phase: lacking ? 'asking' : 'sending' });
    if (lacking) return;
    const { surface, order, locale, facts, memory } = of();
    const submission = submissionOf(sheet, drafts, { surface, order, locale, facts, visitor: await memory.visitor() });
    sending = [sheet.survey, submission];
    await memory.queue.put(submission); // before it is sent: a closed tab loses nothing
    await deliver(WAITS);
  }

  /** Sends what she said just now. */
  async function deliver(waits: number[]) {
    if (!sending || busy) return;
    const { memory, server } = of();
    const [survey, submission] = sending;
    busy = true;
    const outcome = await send(server, submission, waits);
    busy = false;
    if (outcome.state === 'later') {
      await memory.learn(learned(survey, submission, Date.now())); // nor does the next page ask it
      show({ phase: 'waiting' });
      return again();
    }
    sending = undefined;
    pause = SOON;
    if (outcome.state === 'done') await proceed(survey, submission, outcome);
    else refuse(survey, outcome.errors);
    await memory.queue.drop(submission.id);
  }

  function again() {
    clearTimeout(timer);
    if (!gone) timer = setTimeout(() => void resend(), pause);
    pause = Math.min(2 * pause, SELDOM);
  }

  async function resend() {
    await deliver([]);
    if (!sending) await sweep();
  }

  /** Sends what was left behind on other pages, until the server cannot be reached. */
  async function sweep() {
    const { memory, server } = of();
    for (const one of await memory.queue.hers()) {
      if (gone || one.id === sending?.[1].id) continue;
      const { state } = await send(server, one, []);
      if (state === 'later') return again();
      pause = SOON;
      await memory.queue.drop(one.id);
    }
  }

  async function proceed(survey: Survey, submission: Submission, { id, reward, remaining, poll, ...word }: Following) {
    const { memory } = of();
    said = { ...said, ...submission.answers };
    spend(survey, submission);
    await memory.learn(learned(survey, submission, Date.now()));
    const following = heard(survey, { ...word, version: submission.version, remaining }, await shopperOf(of()));
    if (await present(survey, following)) return;
    const given = { id, reward, remaining, poll, spent };
    await memory.keep(survey.handle, given);
    await finish(survey, given);
    await goOn();
  }

  function spend({ invited, questions }: Survey, { shown }: Submission) {
    const asked = questions.filter(({ key }) => !invited && shown.some(({ question }) => question === key));
    spent = { questions: spent.questions + asked.length, seconds: asked.reduce((sum, { seconds = 0 }) => sum + seconds, spent.seconds) };
  }

  function refuse({ questions }: Survey, fields: FieldError[]) {
    const errors = refused(questions, fields);
    show({ errors, phase: view.sheet && Object.keys(errors).length > 0 ? 'asking' : 'refused' });
  }

  async function putAside(never: boolean) {
    const { memory, server, order } = of();
    const keys = view.sheet ? standing(view.sheet, view.drafts).map(({ key }) => key) : [];
    show({ phase: never ? 'never' : 'later' });
    await memory.learn(putOff(keys, never, Date.now()));
    const visitor = await memory.visitor();
    await Promise.all(keys.map((question) => snooze(server, { question, never, ...(visitor && { visitor }), ...(order && { order }) })));
  }

  /** Tells the server of a sheet, once. */
  async function tell(event: Display['event']) {
    const { memory, server, surface, order, editing } = of();
    const { sheet } = view;
    const what = `${event} ${sheet?.survey.handle}`;
    if (!sheet || editing || told.includes(what)) return;
    told.push(what);
    const visitor = await memory.visitor();
    const questions = standing(sheet, {}).map(({ key }) => key);
    await display(server, { survey: sheet.survey.handle, version: sheet.version, surface, ...(order && { order }), ...(visitor && { visitor }), questions, event });
  }

  return {
    begin: () => void begin(),
    /** She sees the view. */
    drawn: () => void tell('shown'),
    draft(key: string, draft: Drafts[string]) {
      const { [key]: _, ...errors } = view.errors;
      show({ drafts: { ...view.drafts, [key]: draft }, errors });
      void tell('started');
    },
    submit: () => void submit(),
    retry: () => {
      if (view.sheet && !busy) show({ phase: 'sending' });
      void resend();
    },
    putAside: (never: boolean) => void putAside(never),
    /** Looks whether a promised code has come. */
    look: async ({ survey, id }: Done) => (await left(of().server, survey, { ...(await inquiryOf(of(), survey)), response: id }))?.reward,
    leave() {
      gone = true;
      clearTimeout(timer);
    },
  };
}
