// How a person is named in an address and in words.

import type {Who} from '../api';
import {t} from '../i18n';
import type {Line, Person, Ruling} from '../types';

/** Where a person is looked at: a guest by her order. */
export function pathOf({customer, order}: Person): string {
  return customer ? `/people/${customer}` : `/people/order-${order ?? ''}`;
}

/** Whom such a path names, undefined for nobody. */
export function whoOf(id: string): Who | undefined {
  const [, guest, number] = /^(order-)?(\d{1,19})$/.exec(id) ?? [];
  if (!number || /^0+$/.test(number)) return undefined;
  return guest ? {customer: '0', order: number} : {customer: number, order: '0'};
}

/** The best name there is for her. */
export function nameOf({customer, email, order, order_name}: Person): string {
  if (email) return email;
  return customer ? t('people.customer', {id: customer}) : t('people.guest', {order: order_name || order || ''});
}

/** A customer number that is looked for, "" for anything else. */
export function numberIn(query: string): string {
  const [, number] = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,18})$/.exec(query.trim()) ?? [];
  return number && !/^0+$/.test(number) ? number : '';
}

/** The lines of questions that are not asked, by survey, in the order they came. */
export function bySurvey(lines: Line[]): [string, Line[]][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines.filter((one) => !one.asked)) groups.set(line.survey.id, [...(groups.get(line.survey.id) ?? []), line]);
  return [...groups];
}

/** How many rules of a question passed. */
export function rulesOf(rules: Ruling[]): string {
  const not = rules.filter((one) => !one.passed).length;
  return not === 0 ? t('people.rules_all', {n: rules.length}) : t('people.rules_some', {passed: rules.length - not, count: not});
}
