// The answer in a question's fields, of what the form would post.

import { type Answer, OTHER } from '../../shared/submission.ts';

const readers: Record<string, (values: string[]) => unknown> = {
  list: (values) => values,
  number: ([text]) => (isNaN(Number(text!.replace(',', '.'))) ? text : Number(text!.replace(',', '.'))),
  boolean: ([text]) => text === 'true',
  birthday: (values) => values.sort().join(''),
  slot: (values) => Object.fromEntries(values.map((value) => value.split(':'))),
};

export const keyOf = ({ dataset }: HTMLElement) => dataset.key!;

/** Undefined when she has not answered or is not asked, null when she chose to write in and has not written. */
export function answerOf({ dataset: { key, as = '', touched }, disabled, form }: HTMLFieldSetElement): Answer | undefined | null {
  const fields = new FormData(form!);
  const text = (name: string) => (fields.getAll(`${name}[${key}]`) as string[]).map((value) => value.trim());
  const [other] = text('other');
  const chosen = text('answers').filter(Boolean);
  if (other === '' && chosen.includes(OTHER)) return null;
  const values = chosen.map((value) => (other && value === OTHER ? { other } : value));
  if (values[0]) return (readers[as]?.(values as string[]) ?? values[0]) as Answer;
  return touched && !disabled && as === 'boolean' ? false : undefined; // a box that was ticked and is no more
}
