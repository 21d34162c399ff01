// The budget of a shopper's attention as a form has it.

import {t} from '../i18n';
import type {Budget, Limit} from '../types';

/** The fields of the form, and where each is in the budget. */
export const figures = {
  visit_questions: ['visit', 'questions'], visit_seconds: ['visit', 'seconds'],
  month_questions: ['month', 'questions'], month_seconds: ['month', 'seconds'],
} as const;

export type Figure = keyof typeof figures;
export type Form = Record<Figure, string>; // as they are typed

export const names = Object.keys(figures) as Figure[];

export function formOf(budget: Budget): Form {
  return Object.fromEntries(names.map((name) => [name, String(budget[figures[name][0]][figures[name][1]])])) as Form;
}

/** What is sent; what is no number is no limit. */
export function budgetOf(form: Form): Budget {
  const figure = (name: Figure) => Number(form[name].replace(',', '.')) || 0;
  const limit = (span: 'visit' | 'month'): Limit => ({questions: Math.trunc(figure(`${span}_questions`)), seconds: figure(`${span}_seconds`)});
  return {visit: limit('visit'), month: limit('month')};
}

/** A budget in a sentence. */
export function budgetWords({visit, month}: Budget): string {
  return t('settings.say', {visit: limitWords(visit), month: limitWords(month)});
}

function limitWords({questions, seconds}: Limit): string {
  const many = questions > 0 ? t('settings.questions', {count: questions}) : t('settings.limit.none');
  return seconds > 0 ? t('settings.limit.both', {questions: many, seconds: t('settings.seconds', {count: seconds})}) : many;
}
