// Which of a survey's questions stand before a shopper. All of them are in the page;
// those that are not asked are hidden and disabled, so that no form posts them.

import type { Facts } from '../../shared/rule.ts';
import { sampled } from '../../shared/sample.ts';
import { answered, isOpen, visitor } from './memory.ts';
import type { Page, Survey } from './page.ts';
import { answerOf, keyOf } from './read.ts';

/** What a shopper is asked at once, but for what she starts herself. */
const QUESTIONS = 3;
const SECONDS = 45;

/** Where on this page a question is asked: in one place alone. */
const places: Record<string, HTMLElement> = {};

export type Sheet = ReturnType<typeof sheetOf>;

export function sheetOf(page: Page, survey: Survey, part: HTMLElement) {
  const fieldsets = [...part.querySelectorAll('fieldset')];
  let first: string[] = []; // asked from the beginning
  let before: string[] = []; // on her way then

  const asked = () => fieldsets.filter((one) => !one.disabled);
  const facts = () => {
    const all: Facts = { ...page.facts };
    const said = answered(page);
    for (const key in said) all[`answers.${key}`] = said[key];
    for (const fieldset of asked()) all[`answers.${keyOf(fieldset)}`] = answerOf(fieldset);
    return all;
  };
  const path = () => page.walk(survey.questions, facts());
  const open = () => path().questions.filter((question) => isOpen(page, question.key));

  /** Shows what the answers so far ask for: it goes before a later question, not beyond the budget. */
  const draw = () => {
    for (const _ of fieldsets) {
      let room = survey.invited ? 1 / 0 : QUESTIONS;
      let time = survey.invited ? 1 / 0 : SECONDS;
      const due = open().filter(({ key, seconds }) => {
        if (room < 1 || time < seconds || (before.includes(key) && !first.includes(key))) return;
        if (!places[key]?.isConnected) places[key] = part;
        if (places[key] !== part) return;
        room--;
        time -= seconds;
        return true;
      });
      for (const fieldset of fieldsets) fieldset.hidden = fieldset.disabled = !due.some((question) => question.key === keyOf(fieldset));
    } // an answer may ask for a question whose answer asks for the next
  };
  /** Asks anew, these or as much as may be asked at once; whether there is anything. */
  const begin = (keys?: string[]): boolean => {
    for (const fieldset of fieldsets) fieldset.disabled = true; // what was said before is remembered
    before = first = [];
    if (!keys) draw();
    first = keys ?? asked().map(keyOf);
    before = open().map((question) => question.key);
    draw();
    return asked().length > 0;
  };
  /** Whether it is meant for her and has something to ask, of some questions or of all. */
  const isDue = (keys?: string[]): boolean =>
    page.holds(survey.audience, facts()) && (!survey.sample || sampled(survey.sample, survey.handle, visitor())) && begin(keys);
  return { part, survey, asked, facts, path, open, draw, begin, isDue };
}
