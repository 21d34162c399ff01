import {expect, test} from 'vitest';
import {errorAt, placeOf} from '../src/editor/places';

const missing = (field: string) => [{field, code: 'required', message: 'This text is missing.'}];

test('an error belongs to its field and to those above it', () => {
  const errors = missing('questions.0.options.1.label.en');
  expect(errorAt(errors, 'questions.0.options.1')).toBe('This text is missing.');
  expect(errorAt(errors, 'questions.0.options.10')).toBe('');
});

test('an error of a text in one language is not shown at another', () => {
  const errors = missing('thanks.sv');
  expect(errorAt(errors, 'thanks', 'sv')).toBe('This text is missing.');
  expect(errorAt(errors, 'thanks', 'en')).toBe('');
  expect(errorAt(missing('questions.0.options.1.key'), 'questions.0.options.1', 'en')).toBe('This text is missing.');
});

test('a place is told in the merchant’s words', () => {
  expect(placeOf('questions.0.options.2.label.sv')).toBe('Question 1, Option 3, Swedish');
  expect(placeOf('questions.1.prompt.en')).toBe('Question 2, English');
  expect(placeOf('questions.1.other.label.da')).toBe('Question 2, Label of the write-in, Danish');
  expect(placeOf('questions.1.other.names.2.name')).toBe('Question 2, What people usually write, Name 3');
  expect(placeOf('questions.0.key')).toBe('Question 1, Name in Shopify');
  expect(placeOf('title')).toBe('Name');
  expect(placeOf('handle')).toBe('handle');
});
