// What a shopper does with a sheet: her answers are sent once, what is wrong is said
// beside its question, and what comes next takes the place of what she answered.

import type { Answers } from '../../shared/submission.ts';
import { told } from './display.ts';
import { type Told, tell } from './ending.ts';
import { answered, isOpen, remember, visitor } from './memory.ts';
import type { Page, Question } from './page.ts';
import { measure } from './progress.ts';
import { ITSELF, QUIET } from './prompt.ts';
import { type Reply, send } from './queue.ts';
import { answerOf, fill, keyOf } from './read.ts';
import type { Sheet } from './sheet.ts';
import { shuffle } from './shuffle.ts';

const CART_PATIENCE = 2e3;
const FOR_GOOD = 4e4; // days
const OPEN = -1; // may be asked at once

interface Next extends Told {
  next?: { key: string };
  ask?: string[];
}

// A list that is drawn more than once has the same order each time.
const shownOf = (fieldset: HTMLElement) => ({
  question: keyOf(fieldset),
  options: [...new Set([...fieldset.querySelectorAll<HTMLInputElement>('[data-option]')].map((one) => one.value.split(':').pop()))],
});

/** Says what is wrong beside a question; '' for nothing. */
function complain(fieldset: HTMLFieldSetElement, text: string) {
  const error = fieldset.lastElementChild as HTMLElement;
  error.textContent = text;
  error.hidden = !text;
  for (const field of fieldset.elements) field.ariaInvalid = `${!!text}`;
}

/** The token of her cart, which only the shop knows. */
const cartAt = async (url: string): Promise<string> => (await (await fetch(url, { signal: AbortSignal.timeout(CART_PATIENCE) })).json()).token.split('?')[0];

/** Makes the form answer in place. What it returns puts thanks in the form's place, and tells that the sheet was only seen. */
export function act(page: Page, sheet: Sheet, hold: () => void) {
  const { part, survey, open, draw, begin } = sheet;
  const { words, picker } = page;
  const form = part.querySelector('form')!;
  const button = form.querySelector('button')!;
  const thanks = part.querySelector<HTMLElement>('.askwell-thanks')!;
  const label = button.textContent;
  const gratitude = thanks.textContent;
  let id = crypto.randomUUID();
  let startedAt = new Date();
  let sending = false;
  let isTold = picker;

  /** What she answers now; of what she prefers only what she has changed. */
  const asked = () => sheet.asked().filter((one) => !picker || one.dataset.touched);
  const keys = () => asked().map(keyOf);
  const at = (path: string) => form.action.replace(/\w+$/, path);

  const note = (event: 'shown' | 'started') => {
    if (!isTold) told(page, survey, at('displays'), event, keys());
    isTold = true;
  };
  const finish = (text = gratitude) => {
    hold();
    thanks.textContent = text;
    thanks.parentElement!.hidden = false;
    form.hidden = !picker;
  };
  const end = (text?: string, reply: Told = {}) => {
    finish(text);
    tell(page, sheet, form, reply);
    thanks.focus();
  };
  const busy = (on: boolean) => {
    sending = on;
    button.ariaDisabled = `${on}`;
    button.textContent = on ? words.sending : label;
  };
  /** Marks what is wrong and goes to the first of it; whether there was anything. */
  const refuse = (wrong: (fieldset: HTMLFieldSetElement) => string | false | undefined) => {
    const [first] = asked().filter((fieldset) => {
      const text = wrong(fieldset) || '';
      complain(fieldset, text);
      return text;
    });
    const field = first && (answerOf(first) === null ? first.querySelector<HTMLElement>('[type=text]') : (first.elements[0] as HTMLElement));
    field?.focus();
    return field;
  };
  const refuseAll = (text: string) => refuse((one) => one === asked()[0] && text);

  /** What stood here is not asked again for so many days. */
  const settle = (said: Answers, daysOf: (question: Question) => number, itself = {}) => {
    const kept: Record<string, unknown> = { ...said };
    const days: Record<string, number> = itself;
    for (const question of survey.questions) {
      if (keys().includes(question.key)) days[question.key] = daysOf(question);
      if (question.secret && question.key in kept) kept[question.key] = null;
    }
    remember(page, kept, days);
    measure();
  };
  const submit = async () => {
    const said: Answers = {};
    const clear: string[] = [];
    for (const fieldset of asked()) {
      const answer = answerOf(fieldset);
      if (answer == null) clear.push(keyOf(fieldset));
      else said[keyOf(fieldset)] = answer;
    }
    const isLacking = (one: HTMLFieldSetElement) => (answerOf(one) ?? ('needed' in one.dataset ? null : 0)) === null && words.required;
    if (sending || refuse(isLacking) || (!picker && !Object.keys(said)[0] && refuseAll(words.required!))) return;
    busy(true);
    const body = {
      id,
      locale: page.locale,
      visitor: visitor(),
      ...(picker ? { set: said, clear } : {
        survey: survey.handle,
        version: survey.version,
        surface: page.surface,
        facts: page.facts,
        shown: asked().map(shownOf),
        answers: said,
        started_at: startedAt.toISOString(),
        complete: open().length === asked().length,
      }),
    };
    const cart = async () => Object.assign(body, { cart: await cartAt(page.cart) });
    const reply = (await send(form.action, body, finish, picker ? undefined : cart())) as (Reply & Next) | undefined;
    busy(false);
    if (reply && !reply.ok) {
      const error = (one: HTMLElement) => {
        const found = reply.errors?.find(({ field }) => `${field}.`.includes(`.${keyOf(one)}.`));
        return found && (words[found.code] ?? words.invalid);
      };
      if (!refuse(error)) refuseAll(words.failed!);
      return;
    }
    if (picker) for (const key of clear) said[key] = undefined as never;
    settle(said, ({ key, again, retry }) => (picker && clear.includes(key) ? OPEN : key in said ? again : retry));
    id = crypto.randomUUID();
    startedAt = new Date();
    for (const one of asked()) if (picker) delete one.dataset.touched;
    const next = reply?.ask ?? (reply?.next ? [reply.next.key] : []);
    if (!next[0] || !begin(next)) return end(reply ? gratitude : words.saved, reply);
    tell(page, sheet, form, reply!);
    asked()[0]!.focus();
  };
  const snooze = (never: boolean) => {
    note('shown');
    for (const question of keys()) void send(at('snoozes'), { id: crypto.randomUUID(), question, never, visitor: visitor() } as { id: string });
    settle({}, () => (never ? 0 : QUIET), page.prompt && { [ITSELF]: never ? FOR_GOOD : QUIET });
    end(never ? words.declined : words.put_off);
  };

  shuffle(page, sheet);
  tell(page, sheet, form, { remaining: open().length });
  if (picker) {
    const said = answered(page);
    for (const one of sheet.asked()) if (said[keyOf(one)] != null) fill(one, said[keyOf(one)]);
  }
  form.noValidate = true; // our own words, beside the question
  form.oninput = ({ target }) => {
    const fieldset = (target as Element).closest('fieldset')!;
    fieldset.dataset.touched = '1';
    note('started');
    complain(fieldset, '');
    draw();
  };
  form.onsubmit = () => {
    void submit();
    return false;
  };
  form.onclick = ({ target }) => {
    const how = (target as HTMLElement).dataset.snooze;
    if (how) snooze(how === 'never');
  };
  // Answered in another tab: what is asked here is settled.
  addEventListener('storage', () => {
    if (!form.hidden && !sheet.asked().some((one) => isOpen(page, keyOf(one)))) finish();
    measure();
  });
  return { finish, note };
}
