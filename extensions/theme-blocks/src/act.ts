// What a shopper does with a sheet: her answers are sent once, what is wrong is said
// beside its question, and what comes next takes the place of what she answered.

import type { Answers } from '../../shared/submission.ts';
import { told } from './display.ts';
import { type Told, tell } from './ending.ts';
import { answered, isOpen, remember, visitor } from './memory.ts';
import type { Page, Question } from './page.ts';
import { measure } from './progress.ts';
import { ITSELF, QUIET } from './prompt.ts';
import { post, type Reply, send } from './queue.ts';
import { answerOf, fill } from './read.ts';
import type { Sheet } from './sheet.ts';

const CART_PATIENCE = 2e3;
const FOR_GOOD = 4e4; // days

/** A question as it stands, its options in the order that the page tells. */
const shownOf = ({ key, box }: Question) => ({ question: key, options: box.querySelector<HTMLInputElement>('[name^=options]')?.value.split(' ') });

/** Says what is wrong beside a question, '' for nothing, and returns it. */
function complain({ box }: Question, text: string) {
  const error = box.lastElementChild as HTMLElement;
  error.textContent = text;
  error.hidden = !text;
  for (const one of box.elements) one.ariaInvalid = `${!!text}`;
  return text;
}

/** The token of her cart, which only the shop knows. */
async function cartAt(url: string): Promise<string | undefined> {
  try {
    return (await (await fetch(url, { signal: AbortSignal.timeout(CART_PATIENCE) })).json()).token.split('?')[0];
  } catch {
    // an answer without its cart is an answer
  }
}

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
  let isTold = picker;
  let cart: ReturnType<typeof cartAt> | undefined;

  /** What she answers now; of what she prefers only what she has changed. */
  const asked = () => sheet.asked().filter((one) => !picker || one.box.dataset.touched);
  const keys = () => asked().map((one) => one.key);
  const at = (path: string) => form.action.replace(/\w+$/, path);

  const note = (event: 'shown' | 'started') => {
    if (isTold) return;
    isTold = true;
    // It may get lost.
    post(at('displays'), { ...survey.say, event, questions: keys(), seen: told(survey) }).catch(() => undefined);
    cart = cartAt(page.cart);
  };
  const finish = (text = gratitude) => {
    hold();
    thanks.textContent = text;
    thanks.parentElement!.hidden = false;
    form.hidden = !picker;
  };
  const end = (text?: string, reply: Told = {}) => {
    finish(text);
    tell(page, sheet, reply);
    thanks.focus();
  };
  const busy = (on: boolean | null) => {
    button.ariaDisabled = on as null;
    button.textContent = on ? words.sending : label;
  };
  /** Marks what is wrong and goes to the first of it, if there is any. */
  const refuse = (wrong: (question: Question) => string | false | undefined) => {
    const [first] = asked().filter((one) => complain(one, wrong(one) || ''));
    first?.box.focus();
    return first;
  };
  const refuseAll = (text: string) => refuse((one) => one === asked()[0] && text);

  /** What stood here is not asked again for so many days. */
  const settle = (said: Answers, daysOf: (question: Question) => number, days: Record<string, number> = {}) => {
    const kept: Record<string, unknown> = {};
    for (const one of asked()) {
      const { key, secret } = one;
      days[key] = daysOf(one);
      if (picker || key in said) kept[key] = secret ? null : said[key];
    }
    remember(page, kept, days);
    measure();
  };
  const submit = async () => {
    const said: Answers = {};
    for (const one of asked()) {
      const answer = answerOf(one);
      if (answer != null) said[one.key] = answer;
    }
    if (button.ariaDisabled || refuse((one) => answerOf(one) === null && words.required) || (!picker && !Object.keys(said)[0] && refuseAll(words.required))) return;
    busy(true);
    const body = {
      id,
      locale: page.locale,
      visitor: visitor(),
      ...(picker
        ? { set: said, clear: keys().filter((key) => !(key in said)) }
        : {
            ...survey.say,
            facts: page.facts,
            shown: asked().map(shownOf),
            answers: said,
            started_at: startedAt,
            complete: open().length === asked().length,
            cart: await cart,
          }),
    };
    const reply = (await send(form.action, body)) as (Reply & Told) | undefined;
    busy(null);
    if (reply?.ok === false) {
      const error = ({ key }: Question) => {
        const found = reply.errors?.find(({ field }) => field.split('.').indexOf(key) > 0);
        return found && (words[found.code] ?? words.invalid);
      };
      if (!refuse(error)) refuseAll(words.failed);
      return;
    }
    settle(said, (one) => (one.key in said ? one.again : one.retry));
    id = crypto.randomUUID();
    startedAt = new Date();
    if (!reply?.ask || !begin(reply.ask)) return end(reply ? gratitude : words.saved, reply);
    tell(page, sheet, reply);
    asked()[0]!.box.focus();
  };
  const snooze = (never: boolean) => {
    note('shown');
    for (const question of keys()) void send(at('snoozes'), { id: crypto.randomUUID(), question, never, visitor: visitor() } as { id: string });
    settle({}, () => (never ? 0 : QUIET), page.prompt && { [ITSELF]: never ? FOR_GOOD : QUIET });
    end(never ? words.declined : words.put_off);
  };

  const said = answered(page);
  for (const one of survey.questions) {
    if (picker && !page.customer && said[one.key] != null) fill(one, said[one.key]);
  }
  tell(page, sheet, { remaining: open().length });
  form.noValidate = true; // our own words, beside the question
  form.oninput = ({ target }) => {
    const one = survey.questions.find(({ box }) => box.contains(target as Node))!;
    one.box.dataset.touched = '1';
    note('started');
    complain(one, '');
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
    if (!form.hidden && !sheet.asked().some((one) => isOpen(page, one.key))) finish();
    measure();
  });
  return { finish, note };
}
