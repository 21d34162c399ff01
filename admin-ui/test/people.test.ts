import {expect, test} from 'vitest';
import {t} from '../src/i18n';
import {otherOf} from '../src/people/joins';
import {bySurvey, nameOf, numberIn, pathOf, whoOf} from '../src/people/who';
import {budgetOf, budgetWords, formOf} from '../src/settings/budget';
import type {Line} from '../src/types';

test('a person has one address and the best name there is', () => {
  const guest = {order: '502', order_name: '#1002'};
  expect(pathOf(guest)).toBe('/people/order-502');
  expect(whoOf('order-502')).toEqual({customer: '0', order: '502'});
  expect(whoOf('7')).toEqual({customer: '7', order: '0'});
  for (const nobody of ['0', 'order-0', '00', 'ada', '7/..', 'order-', '99999999999999999999']) expect(whoOf(nobody), nobody).toBeUndefined();
  expect(nameOf(guest)).toBe('Guest, order #1002');
  expect(nameOf({customer: '7', order: '5', order_name: '#1'})).toBe('Customer 7');
  expect(nameOf({customer: '7', email: 'ada@example.com'})).toBe('ada@example.com');
});

test('a customer number may be looked at though nobody is known by it', () => {
  expect(numberIn(' 4711 ')).toBe('4711');
  expect(numberIn('gid://shopify/Customer/4711')).toBe('4711');
  for (const other of ['0', '#4711', 'ada@example.com', '']) expect(numberIn(other)).toBe('');
});

test('what is not asked stands by survey, each with its reason', () => {
  const line = (survey: string, question: string, asked = false): Line =>
    ({survey: {id: survey, title: survey}, question, prompt: question, asked, version: 1, words: ''});
  const groups = bySurvey([line('b', '1', true), line('a', '2'), line('b', '3'), line('a', '4')]);
  expect(groups.map(([survey, lines]) => [survey, ...lines.map((one) => one.question)])).toEqual([['a', '2', '4'], ['b', '3']]);
});

test('every reason of the stream has a name', () => {
  const rules = ['placement', 'language', 'audience', 'sample', 'holdout', 'never', 'later', 'answered', 'asked', 'quota', 'condition', 'branch', 'twice', 'visit', 'month'];
  for (const rule of rules) expect(t(`people.rules.${rule}`)).not.toContain('people.');
  for (const why of ['new', 'pending', 'again', 'until', 'stale', 'doubted', 'evergreen']) expect(t(`people.whys.${why}`)).not.toContain('people.');
});

test('whoever turned out to be the same has a name, and why', () => {
  const join = {from: 'x', joined_at: '2026-01-22T10:00:00Z', answers: 2};
  expect(otherOf({...join, cause: 'merge', customer: '43'})).toBe('Customer 43');
  expect(otherOf({...join, cause: 'order'})).toBe('A guest who ordered');
  for (const cause of ['login', 'order', 'merge', 'identity'] as const) {
    expect(otherOf({...join, cause})).not.toContain('people.');
    expect(t(`people.causes.${cause}`, {day: 'today'})).toContain('today');
  }
  for (const kind of ['email', 'phone', 'loyalty']) expect(t(`people.kinds.${kind}`) + t(`people.kind_hints.${kind}`)).not.toContain('people.');
  for (const proof of ['shopify', 'staff', 'claimed']) expect(t(`people.proofs.${proof}`)).not.toContain('people.');
  expect(t('people.part_answers', {count: 1})).toContain('One answer');
});

test('a budget is told in a sentence', () => {
  const usual = {visit: {questions: 3, seconds: 45}, month: {questions: 10, seconds: 150}};
  expect(budgetWords(usual)).toBe('At most 3 questions in 45 seconds on one visit, and 10 questions in 150 seconds within 30 days.');
  expect(budgetWords({visit: {questions: 1, seconds: 0}, month: {questions: 0, seconds: 0}})).toBe('At most one question on one visit, and any number of questions within 30 days.');
  expect(budgetOf(formOf(usual))).toEqual(usual);
  expect(budgetOf({visit_questions: '2.7', visit_seconds: '7,5', month_questions: '', month_seconds: 'x'})).toEqual({
    visit: {questions: 2, seconds: 7.5}, month: {questions: 0, seconds: 0},
  });
});
