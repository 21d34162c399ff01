// Which of a survey's questions stand before a shopper. All of them are in the page;
// those that are not asked are hidden and disabled, so that no form posts them.

import type { Facts } from '../../shared/rule.ts';
import { sampled } from '../../shared/sample.ts';
import { answered, isOpen, visitor } from './memory.ts';
import type { Page, Question, Survey } from './page.ts';
import { answerOf } from './read.ts';

/** Where on this page a question is asked: in one place alone. */
const places: Record<string, HTMLElement> = {};

export type Sheet = ReturnType<typeof sheetOf>;

export function sheetOf(page: Page, survey: Survey, part: HTMLElement) {
  const { questions } = survey;
  part.querySelectorAll('fieldset').forEach((field, at) => (questions[at]!.box = field));
  let first: Question[] = []; // asked from the beginning
  let before: Question[] = []; // on her way then

  const asked = () => questions.filter((one) => !one.box.disabled);
  const facts = () => {
    const all: Facts = { ...page.facts };
    const said = answered(page);
    for (const key in said) all[`answers.${key}`] = said[key];
    for (const one of asked()) all[`answers.${one.key}`] = answerOf(one);
    return all;
  };
  const open = () => page.walk(questions, facts()).filter((one) => isOpen(page, one.key));

  /** Shows what the answers so far ask for: it goes before a later question, not beyond the budget. */
  const draw = () => {
    for (const _ of questions) {
      let { room, time } = survey;
      const due = open().filter((one) => {
        const { key, seconds } = one;
        if (!room || time < seconds || (before.includes(one) && !first.includes(one))) return;
        if (!places[key]?.isConnected) places[key] = part;
        if (places[key] !== part) return;
        room--;
        time -= seconds;
        return true;
      });
      for (const one of questions) one.box.hidden = one.box.disabled = !due.includes(one);
    } // an answer may ask for a question whose answer asks for the next
  };
  /** Asks anew, these or as much as may be asked at once; whether there is anything. */
  const begin = (keys?: string[]) => {
    for (const one of questions) one.box.disabled = true; // what was said before is remembered
    before = first = [];
    if (!keys) draw();
    first = keys ? questions.filter((one) => keys.includes(one.key)) : asked();
    before = open();
    draw();
    return asked()[0];
  };
  /** Whether it is meant for her and has something to ask, of some questions or of all. */
  const isDue = (keys?: string[]) =>
    page.holds(survey.audience, facts()) && (!survey.sample || sampled(survey.sample, survey.handle, visitor())) && begin(keys);
  return { part, survey, asked, open, draw, begin, isDue };
}
