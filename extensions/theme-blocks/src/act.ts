// What a shopper does with a sheet: her answers are sent once, what is wrong is said
// beside its question, and what comes next takes the place of what she answered.

import type { Answers } from '../../shared/submission.ts';
import { type Told, tell } from './ending.ts';
import { isOpen, remember, visitor } from './memory.ts';
import type { Page, Question } from './page.ts';
import { send } from './queue.ts';
import { answerOf, keyOf } from './read.ts';
import type { Sheet } from './sheet.ts';
import { shuffle } from './shuffle.ts';

const SNOOZE = 14; // days
const CART_PATIENCE = 2e3;

interface Next extends Told {
  next?: { key: string };
  ask?: string[];
}

// A list that is drawn more than once has the same order each time.
const shownOf = (fieldset: HTMLElement) => ({
  question: keyOf(fieldset),
  options: [...new Set([...fieldset.querySelectorAll<HTMLInputElement>('[data-option]')].map(({ value }) => value.split(':').pop()))],
});

/** Says what is wrong beside a question; '' for nothing. */
function complain(fieldset: HTMLFieldSetElement, text: string) {
  const error = fieldset.lastElementChild as HTMLElement;
  error.textContent = text;
  error.hidden = !text;
  for (const field of fieldset.elements) field.setAttribute('aria-invalid', String(!!text));
}

/** The token of her cart, which only the shop knows. */
const cartAt = async (url: string): Promise<string> => (await (await fetch(url, { signal: AbortSignal.timeout(CART_PATIENCE) })).json()).token.split('?')[0];

/** Makes the form answer in place. What it returns puts thanks in the form's place. */
export function act(page: Page, sheet: Sheet, hold: () => void) {
  const { part, survey, asked, open, draw, begin } = sheet;
  const { words } = page;
  const form = part.querySelector('form')!;
  const button = form.querySelector('button')!;
  const thanks = part.querySelector<HTMLElement>('.askwell-thanks')!;
  const label = button.textContent;
  const gratitude = thanks.textContent;
  let id = crypto.randomUUID();
  let startedAt = new Date();
  let sending = false;

  const finish = (text = gratitude) => {
    hold();
    thanks.textContent = text;
    thanks.parentElement!.hidden = false;
    form.hidden = true;
  };
  const end = (text?: string, told: Told = {}) => {
    finish(text);
    tell(page, sheet, form, told);
    thanks.focus();
  };
  const busy = (on: boolean) => {
    sending = on;
    button.setAttribute('aria-disabled', String(on));
    button.textContent = on ? words.sending : label;
  };
  const answers = () => {
    const found: Answers = {};
    for (const fieldset of asked()) {
      const answer = answerOf(fieldset);
      if (answer != null) found[keyOf(fieldset)] = answer;
    }
    return found;
  };
  /** Marks what is wrong and goes to the first of it; whether there was anything. */
  const refuse = (wrong: (fieldset: HTMLFieldSetElement) => string | false | undefined) => {
    const [first] = asked().filter((fieldset) => {
      const text = wrong(fieldset) || '';
      complain(fieldset, text);
      return text;
    });
    const field = first && (answerOf(first) === null ? first.querySelector('[type=text]') : first.elements[0]);
    (field as HTMLElement | undefined)?.focus();
    return field;
  };
  const refuseAll = (text: string) => refuse((one) => one === asked()[0] && text);
  const isLacking = () =>
    refuse((one) => (answerOf(one) ?? ('needed' in one.dataset ? null : 0)) === null && words.required) || (!Object.keys(answers()).length && refuseAll(words.required));

  /** What stood here is not asked again for so many days. */
  const settle = (said: Answers, daysOf: (question: Question) => number) => {
    const kept = { ...said };
    const days: Record<string, number> = {};
    for (const question of survey.questions) {
      if (asked().map(keyOf).includes(question.key)) days[question.key] = daysOf(question);
      if (question.secret) delete kept[question.key];
    }
    remember(page, kept, days);
  };
  const submit = async () => {
    if (sending || isLacking()) return;
    busy(true);
    const said = answers();
    const body = {
      id,
      survey: survey.handle,
      version: survey.version,
      surface: 'theme',
      locale: page.locale,
      visitor: visitor(),
      facts: page.facts,
      shown: asked().map(shownOf),
      answers: said,
      started_at: startedAt.toISOString(),
      complete: open().length === asked().length,
      cart: undefined as string | undefined,
    };
    const cart = async () => void (body.cart = await cartAt(page.cart));
    const reply = await send<Next>(form.action, body, finish, cart());
    busy(false);
    if (reply && !reply.ok) {
      const error = (one: HTMLElement) => {
        const found = reply.errors?.find(({ field }) => `${field}.`.startsWith(`answers.${keyOf(one)}.`));
        return found && (words[found.code] ?? words.invalid);
      };
      if (!refuse(error)) refuseAll(words.failed);
      return;
    }
    settle(said, ({ key, again, retry }) => (key in said ? again : retry));
    const next = reply?.ask ?? (reply?.next ? [reply.next.key] : []);
    if (!next[0] || !begin(next)) return end(reply ? gratitude : words.saved, reply);
    id = crypto.randomUUID();
    startedAt = new Date();
    tell(page, sheet, form, reply!);
    asked()[0]!.focus();
  };
  const snooze = (never: boolean) => {
    for (const question of asked().map(keyOf)) {
      const body = { id: crypto.randomUUID(), question, never, visitor: visitor() };
      void send(form.action.replace(/\w+$/, 'snoozes'), body);
    }
    settle({}, () => (never ? 0 : SNOOZE));
    end(never ? words.declined : words.put_off);
  };

  shuffle(page, sheet);
  tell(page, sheet, form, { remaining: open().length });
  form.noValidate = true; // our own words, beside the question
  form.oninput = ({ target }) => {
    const fieldset = (target as Element).closest('fieldset')!;
    fieldset.dataset.touched = '1';
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
    if (!asked().map(keyOf).some((key) => isOpen(page, key))) finish();
  });
  return finish;
}
