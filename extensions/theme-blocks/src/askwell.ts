// Decides what a block asks this shopper, from what the page and her browser know and
// without a request; asks it, and thanks. Without this file the form posts by itself.

import { act } from './act.ts';
import { count } from './display.ts';
import { factsOf } from './facts.ts';
import type { Logic, Page, Told } from './page.ts';
import { measure } from './progress.ts';
import { wait } from './prompt.ts';
import { flush, queued } from './queue.ts';
import { sheetOf } from './sheet.ts';

/** A survey without conditions asks everybody everything. */
const plain: Logic = { holds: () => true, walk: (questions) => questions };

async function enhance(root: HTMLElement) {
  const told = JSON.parse(root.querySelector('script')!.textContent) as Told;
  const logic = told.rules ? ((await import(told.rules)) as Logic) : plain;
  const page: Page = { ...told, ...logic, facts: factsOf(told) };
  const parts = root.querySelectorAll<HTMLElement>('[data-survey]');
  const sheets = page.surveys.map((survey, at) => sheetOf(page, survey, parts[at]!));

  /** Before the first paint nothing can jump, and neither does what nobody sees or what stands above the page. */
  const seen = () => !page.prompt && root.getBoundingClientRect().top < innerHeight && performance.getEntriesByType('paint')[0];
  /** Where somebody may be looking the block keeps its height, so that nothing below it jumps. */
  const hold = () => {
    if (seen()) root.style.minHeight = `${root.offsetHeight}px`;
  };
  const ask = () => {
    // Where it is seen what stands there already is asked, or thanked for, and nothing is added.
    const isSeen = seen();
    const drawn = sheets.find(({ part }) => !part.hidden);
    hold();
    const due = isSeen ? drawn?.isDue(drawn.asked().map((one) => one.key)) && drawn : sheets.find((sheet) => sheet.isDue());
    const shown = due || (isSeen && drawn);
    for (const sheet of sheets) sheet.part.hidden = sheet !== shown;
    const acts = shown && act(page, shown, hold);
    if (!due) acts && acts.finish();
    else if (!page.picker) count(due.survey);
    return acts;
  };
  if (page.prompt) wait(root, page, ask);
  else ask();
}

// Without a secure context there is no id to send once with: the form posts itself.
if ('randomUUID' in crypto) {
  const every = (within: ParentNode) => {
    // What stands in a picker is asked nowhere else.
    for (const name of ['[data-picker]', '[data-askwell]']) within.querySelectorAll<HTMLElement>(name).forEach(enhance);
    measure();
  };
  every(document);
  // The theme editor redraws a section without loading the page again.
  addEventListener('shopify:section:load', ({ target }) => every(target as Element));
  addEventListener('online', flush);
  if (queued()[0]) void flush();
}
