// A list of which one is picked, or none.

import { type Item } from './choices.tsx';
import { typed } from './question.ts';

export interface PickProps {
  label: string;
  name: string;
  items: Item[];
  value: string;
  error?: string;
  disabled: boolean;
  onPick: (key: string) => void;
}

export function Pick({ label, name, items, value, error, disabled, onPick }: PickProps) {
  return (
    <s-select label={label} name={name} value={value} disabled={disabled} error={error} onChange={(event) => onPick(typed(event))}>
      <s-option value="">–</s-option>
      {items.map((item) => (
        <s-option key={item.key} value={item.key}>
          {item.label}
        </s-option>
      ))}
    </s-select>
  );
}

/** A list with one place set anew. */
export function placed(list: string[], at: number, key: string): string[] {
  return Array.from({ length: Math.max(list.length, at + 1) }, (_, i) => (i === at ? key : (list[i] ?? '')));
}
