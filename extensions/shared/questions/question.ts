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

/** Words in the shopper's language: a merchant's, and our own by their key. */
export interface Speaker {
  say: (text: Text | undefined) => string;
  translate: (key: string, replacements?: Record<string, string | number>) => string;
}

/** The host's words, numbers, money and dates, in the shopper's language. */
export interface I18n {
  translate: Speaker['translate'];
  formatNumber: (number: number, options: Intl.NumberFormatOptions) => string;
  formatCurrency: (amount: number, options: { currency: string }) => string;
  formatDate: (at: Date, options: Intl.DateTimeFormatOptions) => string;
}

/** All that can be said: a merchant's words as well. */
export type Voice = I18n & Speaker;

export interface FieldProps extends Speaker {
  question: Question;
  draft: Draft;
  error?: string;
  disabled: boolean;
  onDraft: (draft: Draft) => void;
}

export interface QuestionType {
  name: string;
  /** True where the field says the prompt itself. */
  labelled?: boolean;
  /** Draws the question with s-* elements. */
  Field: (props: FieldProps) => JSX.Element;
  /** The answer as it is posted; undefined when there is none. */
  answer: (draft: Draft, question: Question) => Answer | undefined;
  /** The words of an answer as its metafield holds it. */
  words: (question: Question, stored: string, speaker: Speaker) => string[];
}

/** An option in words; what is no option was written in. */
export function named(options: Question['options'], key: string, { say }: Speaker): string {
  return say(options?.find((option) => option.key === key)?.label) || key;
}

/** The items of a stored list. What is none, the answer to an earlier kind of question, is the one item. */
export function listed(stored: string): string[] {
  const items = parsed(stored);
  return Array.isArray(items) ? items.map(String) : [stored];
}

/** What a metafield of JSON holds; undefined for one that holds none. */
export function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
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

/** Whether the box that changed is ticked. */
export function ticked({ currentTarget }: Event): boolean {
  return (currentTarget as { checked?: boolean } | null)?.checked ?? false;
}

/** A number as people type it; what is none stays text, which the server refuses. */
export function numeral(text: string): number | string {
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}
