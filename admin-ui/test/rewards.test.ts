import {expect, test} from 'vitest';
import {blank, changeOf, type Form, formOf, healthOf, ruleOf, sentence, validity} from '../src/rewards/rule';
import {adviceOn} from '../src/rewards/health';
import type {Reward} from '../src/types';

const say = (part: Partial<Form>) => sentence(ruleOf({...blank, ...part}, 'EUR', []), 'EUR');
const reward = (part: Partial<Reward> = {}): Reward => ({
  handle: 'ten', title: 'Ten', kind: 'percentage', value: '10', state: 'active', most: 0, promised: 0, issued: 0, owed: 0, free: 500, made: true,
  surveys: [{id: '1', title: 'Hello'}], ...part,
});

test('a reward is told in one sentence while it is written', () => {
  expect(say({})).toBe('… % off the whole order, as many codes as are earned.');
  expect(say({value: '10', mostCodes: '200', ends: '2030-12-31'})).toBe('10 % off the whole order, at most 200 codes, until Dec 31, 2030.');
  expect(say({kind: 'amount', value: '7,50', mostMoney: '100'})).toBe('€7.50 off the whole order, at most €100 in all, at most 13 codes.');
  expect(say({kind: 'amount', value: '0.10', mostMoney: '0.30', mostCodes: '9'})).toContain('at most 3 codes');
  expect(say({kind: 'gift', product: 'first-light', mostCodes: '1', starts: '2030-12-01'})).toBe('One first-light for free, at most one code, from Dec 1, 2030.');
  expect(say({kind: 'free_shipping', value: '10', starts: '2020-01-01'})).toBe('Free shipping, as many codes as are earned.');
});

test('how long codes count is one moment for all of them', () => {
  expect(validity(ruleOf({...blank, ends: '2030-12-31', validDays: '30'}, 'EUR', []))).toBe('All codes stop counting after Jan 30, 2031.');
  expect(validity({})).toBe('Codes do not expire.');
  expect(validity({valid_days: 7})).toContain('7 days after you end it');
});

test('only what a kind has is sent', () => {
  const everything: Form = {...blank, title: ' Thank you, all! ', value: '5', product: 'first-light', prefix: 'ty ', mostMoney: '50', mostCodes: '9'};
  expect(ruleOf(everything, 'EUR', ['thank-you-all'])).toEqual({
    handle: 'thank-you-all-2', title: 'Thank you, all!', kind: 'percentage', value: '5', prefix: 'TY', most_codes: 9,
  });
  expect(ruleOf({...everything, kind: 'amount'}, 'EUR', [])).toMatchObject({currency: 'EUR', most_money: '50', value: '5'});
  expect(ruleOf({...everything, kind: 'gift'}, 'EUR', [])).toEqual(expect.not.objectContaining({value: '5'}));
});

test('the last day is included, and a day nobody touched keeps its moment', () => {
  const {ends_at} = ruleOf({...blank, ends: '2030-12-31'}, 'EUR', []);
  expect(new Date(ends_at!).getTime()).toBe(new Date(2031, 0, 1).getTime());
  expect(formOf(reward({ends_at: ends_at!})).ends).toBe('2030-12-31');
  const ended = reward({ends_at: '2030-05-05T10:20:30Z', state: 'ended'});
  const form = formOf(ended);
  expect(changeOf(form, ended).ends_at).toBe('2030-05-05T10:20:30Z');
  expect(changeOf({...form, ends: ''}, ended)).not.toHaveProperty('ends_at');
});

test('what is worst about a reward is said first, with what to do', () => {
  const gone = reward({kind: 'gift', product: 'first-light', made: false, owed: 2, state: 'ended', problem: 'the shop has no product "first-light" to give'});
  expect(healthOf(gone)).toBe('trouble');
  expect(adviceOn(gone)).toBe('Codes cannot be made: the shop has no product "first-light" to give. '
    + 'Give a product the handle first-light, or end this reward and create one for another product. Askwell keeps trying.');
  expect(adviceOn(reward({owed: 1}))).toBe('One shopper waits for a code. It comes by itself.');
  expect(healthOf(reward({state: 'ended'}))).toBe('ended');
  expect(healthOf(reward({free: 0}))).toBe('filling');
  expect(adviceOn(reward())).toBe('');
  expect(adviceOn(reward({surveys: []}))).toContain('No survey promises it');
});
