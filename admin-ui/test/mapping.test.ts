import {expect, test} from 'vitest';
import {effectLines, effectRows, matters, touches} from '../src/effect/words';
import {count, emptied, freeKey, fresh, keptOf, kindWords, placed, placesOf, placeWords, removed, renamed, sameMapping, suits, worded} from '../src/mapping/place';
import type {AskedQuestion, Board, Draft} from '../src/mapping/types';
import {plainValue} from '../src/mapping/value';

const skin: AskedQuestion = {
  key: 'skin', title: 'What is your skin like?', type: 'single_choice', sensitive: false, published: true,
  options: [{value: 'oily', label: 'Oily'}, {value: 'dry', label: 'Dry'}], types: ['text', 'texts'], kinds: ['property', 'tag', 'list', 'event'],
};
const health: AskedQuestion = {...skin, key: 'health', sensitive: true, type: 'multiple_choice'};
const empty: Draft = {revision: 0, targets: [], consents: []};
const proposed: Draft = {...empty, targets: [{question: 'skin', kind: 'property', name: 'askwell_skin', label: 'Skin', type: 'text', words: {oily: 'Oily'}}]};
const board: Board = {
  mapping: empty, proposed, questions: [skin, health], lists: [{id: '7', name: 'Fans'}], attributes: [{key: 'ASKWELL_HEALTH', type: 'text'}],
  takes: {kinds: ['property', 'tag', 'list', 'event'], types: ['text', 'texts'], consents: ['email'], list_is_consent: false, prefix: 'askwell_', capitals: false, most: 20},
};

test('what was taken away comes back as it was proposed', () => {
  const without = emptied(proposed, 'skin');
  expect(placesOf(without, 'skin')).toEqual([]);
  expect(placed(board, without, skin, 'property', 'askwell:')).toEqual(proposed);
});

test('a new place has a free name by the tool’s rules', () => {
  expect(fresh(board, empty, health, 'property', 'askwell:')).toEqual(
    {question: 'health', kind: 'property', sensitive: true, name: 'askwell_health_2', label: health.title, type: 'texts'});
  expect(fresh(board, empty, skin, 'tag', 'askwell:').name).toBe('askwell:skin:');
  expect(fresh(board, empty, skin, 'list', '')).toEqual({question: 'skin', kind: 'list', name: '7', label: 'Fans'});
  expect(fresh(board, empty, skin, 'event', '')).toEqual({question: 'skin', kind: 'event'});
  const upper = {...board, takes: {...board.takes, capitals: true, most: 10}};
  expect(freeKey(upper, empty, 'skin')).toBe('ASKWELL_SK');
  expect(freeKey(upper, {...empty, link: 'askwell_sk'}, 'skin')).toBe('ASKWELL_2');
});

test('an answer is never cut to one, and one is no list', () => {
  expect(suits(skin)).toBe('text');
  expect(suits({type: 'multiple_choice', types: ['text', 'texts']})).toBe('texts');
  expect(suits({type: 'number', types: ['text', 'number']})).toBe('number');
  expect(suits({type: 'birthday', types: ['text']})).toBe('text');
});

test('a place keeps what was fixed, and under another name it is new', () => {
  const [one] = placesOf(proposed, 'skin');
  expect(keptOf({...board, mapping: proposed}, {...one!.target, name: 'ASKWELL_SKIN'})).toBe(one!.target);
  expect(keptOf({...board, mapping: proposed}, renamed(one!.target, 'other'))).toBeUndefined();
  expect(renamed({...one!.target, theirs: true, since: 'x'}, 'other')).toEqual({...one!.target, name: 'other'});
  expect(worded(one!.target, 'oily', '').words).toEqual({});
  expect(worded(one!.target, 'dry', 'Dry').words).toEqual({oily: 'Oily', dry: 'Dry'});
});

test('a place is told in words', () => {
  const target = proposed.targets[0]!;
  expect([placeWords(target, skin, []), kindWords(target)]).toEqual(['askwell_skin', 'Property · Text']);
  expect(placeWords({question: 'skin', kind: 'list', name: '7', options: ['oily', 'dry']}, skin, board.lists)).toBe('Fans, for Oily and Dry');
  expect(placeWords({question: 'skin', kind: 'event'}, skin, [])).toBe('Told when it is answered');
});

test('mappings are compared by what they say', () => {
  expect(sameMapping(proposed, {...proposed, revision: 3, link: ''})).toBe(true);
  expect(sameMapping({...proposed, consents: ['email', 'sms']}, {...proposed, consents: ['sms', 'email']})).toBe(true);
  expect(sameMapping(proposed, removed(proposed, 0))).toBe(false);
  expect(count(board, proposed)).toEqual({placed: 1, of: 2});
});

test('an effect is told in numbers', () => {
  const effect = {
    people: 12430, set: 30210, unset: 1, add_tags: 0, remove_tags: 0, join: 2, leave: 0, events: 0, withheld: 0, unknown: 7,
    names: {'property:a': 12, 'property:b': 12430, 'list:7': 2},
  };
  expect(touches({total: 13000, effect}, 'Klaviyo')).toBe('Changes something for 12,430 of 13,000 people at Klaviyo.');
  expect(touches({total: 13000, effect: {...effect, people: 0}}, 'Klaviyo')).toBe('Nothing changes at Klaviyo for anybody who has answered already.');
  expect(touches({total: 13000, effect: {...effect, people: 0, cut_short: true, counted: 200}}, 'Klaviyo')).toBe('Nothing changes at Klaviyo for those who were counted.');
  expect(touches({total: 0, effect: {...effect, people: 0}}, 'Klaviyo')).toContain('Nobody has answered yet');
  expect(effectLines(effect)).toEqual([
    'In all: 2 properties, one list', 'Writes 30,210 values', 'Clears one value', 'Adds people to lists 2 times',
    'Leaves out 7 people, who cannot be known there without an email address',
  ]);
  expect(effectRows({effect}).map(({name}) => name)).toEqual(['b', 'a', '7']);
  expect(effectRows({effect, labels: {'list:7': 'Fans'}}).map(({name}) => name)).toEqual(['b', 'a', 'Fans']);
});

test('what changes nothing is not worth asking about', () => {
  const nothing = {people: 0, set: 0, unset: 0, add_tags: 0, remove_tags: 0, join: 0, leave: 0, events: 0, withheld: 3, unknown: 1};
  const at = {destination: 'shopify', title: 'Shopify', total: 12, effect: nothing};
  expect(matters(at)).toBe(false);
  expect(matters({...at, effect: {...nothing, people: 1}})).toBe(true);
  expect(matters({...at, effect: {...nothing, cut_short: true}})).toBe(true);
  expect(matters({...at, problem: 'connect it again'})).toBe(true);
});

test('values are read as a merchant says them', () => {
  expect(plainValue(['Acne', 'Redness'])).toBe('Acne, Redness');
  expect([plainValue(true), plainValue(12.5), plainValue('--11-22')]).toEqual(['Yes', '12.5', '--11-22']);
});
