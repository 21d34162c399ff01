// A reward as it is written in a form: pure functions from and to what is sent.

import {free, slug} from '../editor/document';
import {dayOf, money, t} from '../i18n';
import type {Reward, RewardChange, RewardKind, RewardRule} from '../types';

/** What the fields of the form hold. Days are "2026-12-31", the last one included. */
export interface Form {
  title: string;
  kind: RewardKind;
  value: string;
  product: string;
  prefix: string;
  mostCodes: string;
  mostMoney: string;
  starts: string;
  ends: string;
  validDays: string;
}

export const kinds: RewardKind[] = ['percentage', 'amount', 'free_shipping', 'gift'];

export const blank: Form = {
  title: '', kind: 'percentage', value: '', product: '', prefix: '', mostCodes: '', mostMoney: '', starts: '', ends: '', validDays: '',
};

/** Whether a kind is worth a number. */
export const valued = (kind: RewardKind) => kind === 'percentage' || kind === 'amount';

export function formOf(reward: Reward): Form {
  return {
    title: reward.title, kind: reward.kind, value: reward.value ?? '', product: reward.product ?? '', prefix: reward.prefix ?? '',
    mostCodes: reward.most_codes ? String(reward.most_codes) : '', mostMoney: reward.most_money ?? '',
    starts: reward.starts_at ? dayIn(new Date(reward.starts_at)) : '', ends: lastDay(reward.ends_at),
    validDays: reward.valid_days ? String(reward.valid_days) : '',
  };
}

const dayIn = (date: Date) =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

// A reward ends when its last day is over, which is the next day's first moment.
const lastDay = (end: string | undefined) => (end ? dayIn(new Date(Date.parse(end) - 1)) : '');

function firstMoment(day: string, later = 0): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return day ? new Date(year, month - 1, date + later).toISOString() : undefined;
}

const decimal = (text: string) => text.trim().replace(',', '.');

/** What is sent to change a reward. A day nobody touched keeps its moment. */
export function changeOf(form: Form, was?: Reward): RewardChange {
  const same = was && lastDay(was.ends_at) === form.ends;
  return without({
    title: form.title.trim(), most_codes: Number(form.mostCodes) || undefined,
    most_money: (form.kind === 'amount' && decimal(form.mostMoney)) || undefined,
    valid_days: Number(form.validDays) || undefined, ends_at: same ? was.ends_at : firstMoment(form.ends, 1),
  });
}

/** What is sent to create one, under a name that is still free. */
export function ruleOf(form: Form, currency: string, taken: string[]): RewardRule {
  return without({
    ...changeOf(form), handle: handleOf(form.title, taken), kind: form.kind,
    value: valued(form.kind) ? decimal(form.value) : undefined,
    currency: form.kind === 'amount' ? currency : undefined,
    product: form.kind === 'gift' ? form.product.trim() : undefined,
    prefix: form.prefix.trim().toUpperCase() || undefined, starts_at: firstMoment(form.starts),
  });
}

function handleOf(title: string, taken: string[]): string {
  const names = taken.map((handle) => handle.replaceAll('-', '_'));
  return free(slug(title) || 'reward', names).replaceAll('_', '-');
}

type Without<T> = {[K in keyof T]: Exclude<T[K], undefined>};

function without<T extends object>(object: T): Without<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Without<T>;
}

/** A reward in one sentence: "10 % off the whole order, at most 200 codes, until Dec 31, 2026." */
export function sentence(rule: Omit<RewardRule, 'handle' | 'title'>, currency: string): string {
  const now = Date.now();
  const parts = [worth(rule, currency), most(rule, currency)];
  if (rule.starts_at && Date.parse(rule.starts_at) > now) parts.push(t('rewards.say.from', {day: dayOf(rule.starts_at)}));
  if (rule.ends_at) parts.push(t('rewards.say.until', {day: dayOf(Date.parse(rule.ends_at) - 1)}));
  return `${parts.filter(Boolean).join(', ')}.`;
}

function worth({kind, value, product}: Omit<RewardRule, 'handle' | 'title'>, currency: string): string {
  const words = {value: value || '…', money: value ? money(value, currency) : '…', product: product || '…'};
  return t(`rewards.say.${kind}`, words);
}

function most({value, most_codes, most_money}: Omit<RewardRule, 'handle' | 'title'>, currency: string): string {
  const pays = most_money && Number(value) > 0 ? Math.floor(Number(most_money) / Number(value) + 1e-9) : Infinity;
  const codes = Math.min(most_codes ?? Infinity, pays);
  const said = codes < Infinity ? t('rewards.say.codes', {count: codes}) : t('rewards.say.no_limit');
  return most_money ? `${t('rewards.say.sum', {sum: money(most_money, currency)})}, ${said}` : said;
}

/** Until when the codes count, which is one moment for all of them. */
export function validity({ends_at, valid_days}: Pick<RewardRule, 'ends_at' | 'valid_days'>): string {
  if (!ends_at && valid_days) return t('rewards.say.days_later', {count: valid_days});
  if (!ends_at || !valid_days) return t('rewards.say.for_ever');
  const until = new Date(Date.parse(ends_at) - 1);
  until.setDate(until.getDate() + valid_days);
  return t('rewards.say.valid', {day: dayOf(until)});
}

export type Health = 'trouble' | 'owing' | 'ended' | 'scheduled' | 'spent' | 'filling' | 'ready';

/** How a reward is, the worst first. */
export function healthOf(reward: Reward): Health {
  if (reward.problem) return 'trouble';
  if (reward.owed > 0) return 'owing';
  if (reward.state !== 'active') return reward.state;
  return reward.free > 0 ? 'ready' : 'filling';
}
