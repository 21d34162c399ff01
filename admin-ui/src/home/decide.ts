// What waits for a decision, and where it is made; pure.

import {ago, amount, t} from '../i18n';
import type {HomeFacts} from './types';

export interface Decision {
  key: string;
  what: string;
  where: string;
  href: string;
}

/** All that only a merchant can decide: what has a deadline first, what is merely unfinished last. */
export function decisions({lanes, privacy, undecided, most}: HomeFacts, now = Date.now()): Decision[] {
  const many = (n: number) => (n >= most ? t('home.more', {n: amount(most)}) : amount(n));
  const all: Decision[] = [];
  if (privacy.failed > 0) all.push({key: 'failed', what: t('status.law.failed', {count: privacy.failed}), where: t('nav.privacy'), href: '/privacy'});
  for (const {id, title, different} of lanes.filter((one) => one.different > 0)) {
    all.push({key: `different-${id}`, what: t('home.decide.different', {count: different, n: many(different), destination: title}), where: t('home.decide.differences'), href: '/differences'});
  }
  for (const {survey, questions} of undecided.unused) {
    all.push({key: `unused-${survey.id}`, what: t('home.decide.unused', {count: questions, title: survey.title}), where: t('home.decide.mapping'), href: `/surveys/${survey.id}`});
  }
  for (const {survey, state, updated_at} of undecided.drafts) {
    all.push({key: `draft-${survey.id}`, what: t(`home.decide.${state}`, {title: survey.title, ago: ago(updated_at, now)}), where: t('home.decide.survey'), href: `/surveys/${survey.id}`});
  }
  return all;
}
