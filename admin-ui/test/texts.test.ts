import {expect, test} from 'vitest';
import {starter} from '../src/editor/document';
import {groups, nextMissing, saying, wordsAt} from '../src/editor/texts';
import type {SurveyDocument} from '../src/types';

const survey = (): SurveyDocument => ({
  ...starter(), languages: ['en', 'sv'],
  endings: [{key: 'light', title: {en: 'Light', sv: 'Ljus'}}],
});

test('texts stand by question, then by ending, and last the thanks', () => {
  expect(groups(survey()).map(({path}) => path)).toEqual(['questions.0', 'endings.0', 'thanks']);
  expect(groups(survey())[0]!.texts.slice(0, 4)).toEqual(['questions.0.prompt', 'questions.0.why', 'questions.0.get', 'questions.0.use']);
});

test('what nobody has to write and nobody wrote is not asked for', () => {
  expect(groups(survey()).flatMap(({texts}) => texts)).not.toContain('endings.0.text');
  expect(groups(saying(survey(), 'endings.0.text', 'en', 'Bright')).flatMap(({texts}) => texts)).toContain('endings.0.text');
});

test('a text is said in one language, and nothing else changes', () => {
  const before = survey();
  const after = saying(before, 'questions.0.options.1.label', 'sv', 'En vän');
  expect(wordsAt(after, 'questions.0.options.1.label')).toEqual({...wordsAt(before, 'questions.0.options.1.label'), sv: 'En vän'});
  expect(wordsAt(before, 'questions.0.options.1.label')['sv']).toBeUndefined();
  expect(Array.isArray(after.questions[0]!.options)).toBe(true);
  expect({...after, questions: before.questions}).toEqual(before);
});

test('one missing text leads to the next, round and round, and over what is there', () => {
  const [first, second] = ['questions.0.prompt.sv', 'questions.0.why.sv'];
  expect(nextMissing(survey(), ['en', 'sv'], '', 1)).toBe(first);
  expect(nextMissing(survey(), ['en', 'sv'], first!, 1)).toBe(second);
  expect(nextMissing(survey(), ['en', 'sv'], second!, -1)).toBe(first);
  expect(nextMissing(survey(), ['en', 'sv'], first!, -1)).toBe('thanks.sv');
  expect(nextMissing(saying(survey(), 'questions.0.prompt', 'sv', 'Hur?'), ['en', 'sv'], '', 1)).toBe(second);
  expect(nextMissing({...survey(), languages: ['en']}, ['en'], '', 1)).toBeUndefined();
});
