import {expect, test} from 'vitest';
import {readWhole, type Whole, writeWhole} from '../src/editor/groups';
import {sayRule, type Saying} from '../src/editor/say-rule';
import {begin, elsewhere, subjects, type Elsewhere} from '../src/editor/subjects';
import {starter} from '../src/editor/document';
import type {Rule} from '../src/types';

const source = {var: 'answers.source'};
const podcast = {'==': [source, 'podcast']};
const known = {'!!': {var: 'shopper.known'}};
const large = {'>=': [{var: 'order.value'}, 100]};

test('groups one level deep are read, and written as they were', () => {
  const rule = {and: [{or: [podcast, known]}, large]};
  expect(readWhole(rule)).toEqual({join: 'and', parts: [
    {group: {join: 'or', conditions: [{fact: 'answers.source', verb: 'is', value: 'podcast'}, {fact: 'shopper.known', verb: 'known'}]}},
    {condition: {fact: 'order.value', verb: 'at_least', value: 100}},
  ]});
  for (const one of [rule, {or: [{and: [podcast, large]}, {and: [podcast, known]}]}, {and: [podcast, large]}, podcast, {or: [known, {and: [podcast]}]}]) expect(writeWhole(readWhole(one))).toEqual(one);
});

test('what goes deeper is told, and never rewritten', () => {
  const deep = {and: [podcast, {or: [known, large]}]};
  const odd = {if: [{var: 'shopper.known'}, podcast, false]};
  for (const rule of [{or: [deep, large]}, {and: [odd, podcast]}, odd, {'!': podcast}, {and: [podcast, null]}, {'<': [1, {var: 'order.value'}, 3]}]) expect(writeWhole(readWhole(rule))).toEqual(rule);
  expect(readWhole({or: [deep, large]}).parts[0]).toEqual({told: deep});
});

test('a group without conditions is gone, and without any part so is the rule', () => {
  const whole: Whole = {join: 'and', parts: [{group: {join: 'or', conditions: []}}, {condition: {fact: 'shopper.known', verb: 'known'}}]};
  expect(writeWhole(whole)).toEqual(known);
  expect(writeWhole({join: 'and', parts: []})).toBeUndefined();
  expect(readWhole(undefined).parts).toEqual([]);
  expect(readWhole(null).parts).toEqual([]);
});

test('what is left of several is joined as they were', () => {
  const group = {or: [podcast, known]};
  const left = (rule: Rule) => writeWhole({...readWhole(rule), parts: readWhole(rule).parts.slice(1)});
  expect(left({and: [large, group]})).toEqual({and: [group]});
  expect(readWhole(left({and: [large, group]}))).toMatchObject({join: 'and', parts: [{group: {join: 'or'}}]});
  expect(left({or: [large, {and: [podcast, group]}]})).toEqual({or: [{and: [podcast, group]}]});
  expect(readWhole(left({or: [large, podcast]}))).toMatchObject({join: 'or', parts: [{condition: {fact: 'answers.source'}}]});
  expect(left({and: [large, podcast]})).toEqual(podcast);
});

const about = [...subjects(starter(), starter().questions, [], 'en'), ...subjects(starter(), [], [
  {name: 'order.value', kind: 'number', means: 'What the order costs.'}, {name: 'shopper.known', kind: 'boolean', means: 'She is known.'}, {name: 'bought.types', kind: 'list', means: 'Product types.'},
], 'en')];
const flat = ({words, beneath}: Saying): string => (beneath.length > 0 ? `${words} [${beneath.map(flat).join('; ')}]` : words);
const say = (rule: unknown) => flat(sayRule(rule, about));

test('any rule is told in words', () => {
  expect(say({and: [large, {or: [known, {and: [large, known]}]}]})).toBe('All of these hold [What the order costs is at least 100; One of these holds [She is known – yes; All of these hold [What the order costs is at least 100; She is known – yes]]]');
  expect(say({'!': {and: [large, known]}})).toBe('This does not hold: [All of these hold [What the order costs is at least 100; She is known – yes]]');
  expect(say({'<': [1, {var: 'order.value'}, 3]})).toBe('1 is less than What the order costs is less than 3');
  expect(say({'>': [{'+': [{var: ['order.value', 0]}, 1]}, 3]})).toBe('What the order costs, or 0 if it is not known + 1 is more than 3');
  expect(say({if: [known, large, false]})).toBe('The first of these that fits: [If: [She is known – yes]; then: [What the order costs is at least 100]; otherwise: [No]]');
  expect(say({missing: ['shopper.known', 'order.value']})).toBe('She is known, What the order costs: not known');
  expect(say({some: [{var: 'bought.types'}, {'==': [{var: ''}, 'tea']}]})).toBe('Product types: for one of it, one of it is “tea”');
  expect(say({'==': [{var: 'order.value'}, {var: 'gone'}]})).toBe('What the order costs is gone');
  for (const strange of [null, true, 'x', 7, {a: 1, b: 2}, {nonsense: [1]}, [1, 2]]) expect(typeof say(strange)).toBe('string');
});

test('conditions are about answers to other surveys', () => {
  const list: Elsewhere[] = [
    {survey: {id: 's', title: 'Welcome'}, key: 'likes', type: 'multiple_choice', prompt: 'What do you like?', options: [{value: 'tea', label: 'Tea'}], other: true},
    {survey: {id: 's', title: 'Welcome'}, key: 'source', type: 'single_choice', prompt: 'Asked here, too', options: [{value: 'a', label: 'A'}]},
    {survey: {id: 'r', title: 'Rate'}, key: 'stars', type: 'rating', prompt: 'How was it?'},
    {survey: {id: 'r', title: 'Rate'}, key: 'pair', type: 'picture_choice', prompt: 'Which two?', options: [{value: 'x', label: 'X'}], several: true},
  ];
  const all = elsewhere(list, about);
  expect(all.map(({fact}) => fact)).toEqual(['answers.likes', 'answers.likes.other', 'answers.stars', 'answers.pair']);
  expect(all[0]).toMatchObject({label: '“What do you like?”, in Welcome', kind: 'list', values: [{value: 'tea', label: 'Tea'}], about: 'others'});
  expect(begin(all[0]!)).toEqual({fact: 'answers.likes', verb: 'has', value: 'tea'});
  expect(all[2]).toMatchObject({kind: 'number'});
  expect(all[3]).toMatchObject({kind: 'list'});
});
