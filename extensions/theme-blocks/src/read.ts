// The answer in a question's fields, of what the form would post, and back.

import { type Answer, OTHER } from '../../shared/submission.ts';

const readers: Record<string, (values: string[]) => unknown> = {
  list: (values) => values,
  number: ([text]) => (isNaN(Number(text!.replace(',', '.'))) ? text : Number(text!.replace(',', '.'))),
  boolean: ([text]) => text === 'true',
  birthday: (values) => values.sort().join(''),
  slot: (values) => Object.fromEntries(values.map((value) => value.split(':'))),
};

export const keyOf = (fieldset: HTMLElement) => fieldset.dataset.key!;

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

/** Puts an answer back into the fields. */
export function fill({ dataset, elements }: HTMLFieldSetElement, answer: unknown): void {
  const parts = [answer].flat() as ({ other?: string } | string)[];
  const values =
    dataset.as === 'slot' ? Object.entries(answer as object).map((part) => part.join(':'))
    : dataset.as === 'birthday' ? [(answer as string).slice(0, 4), (answer as string).slice(4)]
    : parts.map((part) => ((part as { other?: string }).other ? OTHER : `${part}`));
  for (const field of elements as unknown as HTMLInputElement[]) {
    if (/box|radio/.test(field.type)) field.checked = values.includes(field.value);
    else if (field.name[0] === OTHER[0]) field.value = parts.map((part) => (part as { other?: string }).other).join('');
    else
      values.some((value, at) => {
        field.value = value; // a list of others stays empty
        return field.value === value && values.splice(at, 1);
      });
  }
}
