// Text fields of the editor.

import type {FieldError, Words} from '../types';
import {errorAt} from './places';

interface FieldProps {
  label: string;
  details?: string;
  field: string; // its path in the document, for errors
  errors: FieldError[];
  hideLabel?: boolean;
  language?: string; // of the text that is shown
}

/** What was typed into a field. */
export const typed = (event: Event) => (event.currentTarget as unknown as {value: string}).value;

export function TextInput({label, details = '', field, errors, hideLabel, language, value, readOnly, placeholder = '', change}: FieldProps & {
  value: string;
  placeholder?: string;
  readOnly?: boolean;
  change: (value: string) => void;
}) {
  return (
    <s-text-field id={field} label={label} details={details} value={value} placeholder={placeholder} readOnly={readOnly ?? false} error={errorAt(errors, field, language)}
      labelAccessibilityVisibility={hideLabel ? 'exclusive' : 'visible'} autocomplete="off"
      onInput={(event: Event) => change(typed(event))} />
  );
}

/** One text in the language being edited. */
export function WordsInput({words = {}, language, field, change, ...rest}: FieldProps & {
  words: Words | undefined;
  language: string;
  change: (words: Words) => void;
}) {
  return (
    <TextInput {...rest} field={field} language={language} value={words[language] ?? ''} change={(said) => change({...words, [language]: said})} />
  );
}
