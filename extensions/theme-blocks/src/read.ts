// The answer in a question's fields, of what the form would post, and back.

import { type Answer, OTHER } from '../../shared/submission.ts';
import type { Question } from './page.ts';

const readers: Record<string, (values: string[]) => unknown> = {
  list: (values) => values,
  number: ([text]) => {
    const number = Number(text!.replace(',', '.'));
    return number === number ? number : text; // only what is no number is not like itself
  },
  boolean: ([text]) => text === 'true',
  birthday: (values) => values.sort().join(''),
  slot: (values) => Object.fromEntries(values.map((value) => value.split(':'))),
};

/** Undefined when she has not answered or is not asked, null when she must: she chose to write in and has not written. */
export function answerOf({ key, box }: Question): Answer | undefined | null {
  const { as = '', touched, needed } = box.dataset;
  const fields = new FormData(box.form!);
  const text = (name: string) => (fields.getAll(`${name}[${key}]`) as string[]).map((value) => value.trim());
  const [other] = text('other');
  const chosen = text('answers').filter(Boolean);
  if (other === '' && chosen.includes(OTHER)) return null;
  const values = chosen.map((value) => (other && value === OTHER ? { other } : value));
  if (values[0]) return (readers[as]?.(values as string[]) ?? values[0]) as Answer;
  if (touched && !box.disabled && as === 'boolean') return false; // a box that was ticked and is no more
  return needed && null as never;
}

/** Puts an answer that was chosen back into the fields. What is in an order, or written, is not. */
export function fill({ box }: Question, answer: unknown): void {
  const said = JSON.stringify([answer]);
  for (const option of box.querySelectorAll<HTMLInputElement & HTMLOptionElement>('[value]:not(.askwell-place *)')) {
    option.checked = option.selected = said.includes(`"${option.value.replace(':', '":"')}"`);
  }
}
