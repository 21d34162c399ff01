import {expect, test} from 'vitest';
import {added, based, byWords, fixedWords, kindsOf, named, reaching, reachOf, reachWords, wrongAt} from '../src/settings/purpose';
import type {Purpose} from '../src/types';

const kinds = [{value: 'shopify', label: 'Shopify'}, {value: 'klaviyo', label: 'Klaviyo'}];
const news: Purpose = {key: 'news', title: 'News', basis: 'consent', channels: ['email', 'sms']};

test('a purpose is told in words', () => {
  expect(byWords(news)).toBe('Email, SMS');
  expect(byWords({...news, basis: 'contract'})).toBe('Nothing to agree to');
  expect(reachWords(news, kinds)).toBe('Every destination');
  expect(reachWords({...news, destinations: ['klaviyo', 'crm']}, kinds)).toBe('Klaviyo, crm');
  expect(reachWords({...news, destinations: []}, kinds)).toBe('Nowhere: it stays in Askwell');
});

test('nowhere is not everywhere', () => {
  expect(reaching(news, 'nowhere')).toEqual({...news, destinations: []});
  expect(reaching({...news, destinations: []}, 'everywhere')).toEqual(news);
  expect(reaching(news, 'only').destinations).toEqual(['shopify']);
  expect(kindsOf(kinds, [news, {...news, destinations: ['klaviyo', 'crm']}]).map(({label}) => label)).toEqual(['Shopify', 'Klaviyo', 'crm']);
});

test('what a shopper agrees or objects to has a channel, a contract has none', () => {
  expect(based(news, 'contract')).toEqual({key: 'news', title: 'News', basis: 'contract'});
  expect(based(based(news, 'contract'), 'consent').channels).toEqual(['email']);
  expect(based(based(news, 'contract'), 'legitimate_interest').channels).toEqual(['personalisation']);
  expect(based(news, 'legitimate_interest').channels).toEqual(['email', 'sms']);
});

test('a key follows the name until questions can name it', () => {
  const list = added(added([news]));
  expect(list.map(({key}) => key)).toEqual(['news', 'purpose', 'purpose_2']);
  expect(named(list[1]!, 'Club & members', true, ['news'])).toMatchObject({key: 'club_members', title: 'Club & members'});
  expect(named(list[1]!, 'News', true, ['news']).key).toBe('news_2');
  expect(named(news, 'Letters', false, [])).toMatchObject({key: 'news', title: 'Letters'});
  expect(named(list[1]!, '!', true, []).key).toBe('purpose');
});

test('two purposes stay, and what is wrong is found', () => {
  expect(fixedWords(news)).toBe('');
  expect(fixedWords({...news, key: 'marketing'})).toContain('Shopify');
  expect(wrongAt([{field: 'budget.visit.questions', code: 'range', message: ''}])).toBe(-1);
  expect(wrongAt([{field: 'purposes.3.title', code: 'required', message: ''}])).toBe(3);
});
