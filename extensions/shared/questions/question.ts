// What every kind of question gives to the form.

import type { JSX } from 'preact';

import type { Answer } from '../submission.ts';
import { OTHER } from '../submission.ts';
import type { Question, Text } from '../survey.ts';

/** What the shopper has touched so far: keys chosen, and words typed. */
export interface Draft {
  chosen: string[];
  text: string;
}

export const EMPTY: Draft = { chosen: [], text: '' };

export interface FieldProps {
  question: Question;
  draft: Draft;
  error?: string;
  disabled: boolean;
  say: (text: Text | undefined) => string;
  onDraft: (draft: Draft) => void;
}

export interface QuestionType {
  name: string;
  /** Draws the question with s-* elements. */
  Field: (props: FieldProps) => JSX.Element;
  /** The answer as it is posted; undefined when there is none. */
  answer: (draft: Draft) => Answer | undefined;
  /** The words of an answer as its metafield holds it. */
  words: (question: Question, stored: string, say: FieldProps['say']) => string[];
}

/** An option in words; what is no option was written in. */
export function named({ options }: Question, key: string, say: FieldProps['say']): string {
  return say(options?.find((option) => option.key === key)?.label) || key;
}

/** True while "other" is chosen and nothing is written. */
export function lacksWriteIn({ chosen, text }: Draft): boolean {
  return chosen.includes(OTHER) && text.trim() === '';
}

/** Attributes for a limit on length; none when the question sets none. */
export function limited({ max_length }: Question): { maxLength?: number } {
  return max_length ? { maxLength: max_length } : {};
}

/** The words in the field that was typed in. */
export function typed({ currentTarget }: Event): string {
  return (currentTarget as { value?: string } | null)?.value ?? '';
}

/** The keys now chosen in the list that changed. */
export function chosen({ currentTarget }: Event): string[] {
  return (currentTarget as { values?: string[] } | null)?.values ?? [];
}
