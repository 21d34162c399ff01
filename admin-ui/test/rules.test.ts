import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {starter} from '../src/editor/document';
import {followed} from '../src/editor/follow';
import {type Condition, read, verbs, write} from '../src/editor/rules';
import type {Question, SurveyDocument} from '../src/types';

const source = {var: 'answers.source'};
const valued: Record<string, Condition['value']> = {one_of: ['a', 'b'], none_of: ['a'], has_some: ['a'], has_none: ['a'], known: undefined, unknown: undefined};

test('what plain words say is written and read again', () => {
  for (const verb of verbs) {
    const value = verb in valued ? valued[verb] : 'a';
    const condition: Condition = {fact: 'answers.source', verb, ...(value !== undefined && {value})};
    for (const conditions of [[condition], [condition, condition]]) {
      expect(read(write({join: 'and', conditions}))).toEqual({join: 'and', conditions});
    }
    expect(read(write({join: 'or', conditions: [condition, condition]}))?.join).toBe('or');
  }
});

test('no condition is no rule', () => {
  expect(write(read(undefined)!)).toBeUndefined();
  expect(read(null)).toEqual({join: 'and', conditions: []});
});

test('each way of writing the same is read', () => {
  const known = {join: 'and', conditions: [{fact: 'shopper.known', verb: 'known'}]};
  for (const rule of [{var: 'shopper.known'}, {var: ['shopper.known']}, {'!!': {var: 'shopper.known'}}, {'!!': [{var: 'shopper.known'}]}]) expect(read(rule)).toEqual(known);
  expect(read({'===': [source, 'a']})?.conditions[0]?.verb).toBe('is');
  expect(read({'!': [{in: [source, ['a']]}]})?.conditions).toEqual([{fact: 'answers.source', verb: 'none_of', value: ['a']}]);
});

test('what plain words cannot say is not read', () => {
  for (const rule of [
    {and: [{or: [source, source]}, source]}, {'==': [source, source]}, {'<': [1, source, 3]}, {if: [source, true, false]}, {'>': [{'+': [source, 1]}, 3]},
    {var: ['answers.source', 'a']}, {'!': {'==': [source, 'a']}}, {missing: ['answers.source']}, {some: [source, {'==': [{var: ''}, 'a']}]}, true, 'a', {'==': [source, null]}, {a: 1, b: 2},
  ]) expect(read(rule), JSON.stringify(rule)).toBeUndefined();
});

test('the rules of the templates are read', () => {
  const packs = '../app/template/packs';
  const rules = readdirSync(packs).flatMap((name) => [...readFileSync(join(packs, name), 'utf8').matchAll(/^\s+(?:if|audience): (\{.*\})$/gm)].map((match) => JSON.parse(match[1]!) as unknown));
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => !read(rule))).toEqual([]);
});

const first = starter();
const other: Question = {key: 'show', type: 'text', prompt: {en: 'Which?'}, consent: 'source', if: {and: [{'==': [source, 'podcast']}, {in: [{var: 'answers.source.other'}, ['podcast']]}]}};
const document: SurveyDocument = {
  ...first, audience: {'!': source},
  questions: [{...first.questions[0]!, next: [{if: {some: [source, {in: [{var: ''}, ['podcast', 'x']]}]}, to: 'source'}]}, other],
};

test('what names a question follows its name', () => {
  const next = followed(document, 0, {...document.questions[0]!, key: 'heard'});
  expect(next.audience).toEqual({'!': {var: 'answers.heard'}});
  expect(next.questions[0]!.next![0]!.to).toBe('heard');
  expect(next.questions[1]!.if).toEqual({and: [{'==': [{var: 'answers.heard'}, 'podcast']}, {in: [{var: 'answers.heard.other'}, ['podcast']]}]});
  expect(next.questions[1]!.consent).toBe('heard');
});

test('what names an option follows its name', () => {
  const question = document.questions[0]!;
  const options = question.options!.map((one) => (one.key === 'podcast' ? {...one, key: 'radio'} : one));
  const next = followed(document, 0, {...question, options});
  expect(next.questions[0]!.next![0]!.if).toEqual({some: [source, {in: [{var: ''}, ['radio', 'x']]}]});
  expect((next.questions[1]!.if as {and: unknown[]}).and[0]).toEqual({'==': [source, 'radio']});
});

test('options that are put in another order are called as before', () => {
  const question = document.questions[0]!;
  const next = followed(document, 0, {...question, options: [...question.options!].reverse()});
  expect(next.questions[1]).toBe(other);
});
