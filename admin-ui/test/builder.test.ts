import {expect, test} from 'vitest';
import {changeWords} from '../src/editor/changes';
import {starter, tidy} from '../src/editor/document';
import {unweighed} from '../src/editor/endings';
import {restored} from '../src/editor/restore';
import {begin, sayCondition, saying, subjects, verbsOf} from '../src/editor/subjects';
import {targets} from '../src/editor/targets';
import {arcs} from '../src/editor/ways-drawn';
import type {Question, SurveyDocument} from '../src/types';

const first = starter();
const asked = (key: string, part: Partial<Question> = {}): Question => ({key, type: 'text', prompt: {en: key}, ...part});
const document: SurveyDocument = {...first, questions: [first.questions[0]!, asked('show'), asked('end'), asked('last')]};
const about = subjects(document, document.questions, [{name: 'order.value', kind: 'number', means: 'What it costs.'}, {name: 'shopper.known', kind: 'boolean', means: 'She is known.'}], 'en');

test('a condition is about answers first, and about what is known', () => {
  expect(about.map(({fact}) => fact)).toEqual(['answers.source', 'answers.source.other', 'answers.show', 'answers.end', 'answers.last', 'order.value', 'shopper.known']);
  expect(begin(about[0]!)).toEqual({fact: 'answers.source', verb: 'is', value: 'podcast'});
  expect(begin(about.at(-2)!)).toEqual({fact: 'order.value', verb: 'at_least', value: 1});
  expect(begin(about.at(-1)!)).toEqual({fact: 'shopper.known', verb: 'known'});
});

test('a condition is said in words', () => {
  expect(sayCondition({fact: 'answers.source', verb: 'one_of', value: ['podcast', 'friend']}, about)).toContain(' is one of “');
  expect(sayCondition({fact: 'gone', verb: 'unknown'}, about)).toBe('gone is not known');
});

test('another verb keeps what it can of the value', () => {
  expect(saying(about[0]!, 'one_of', 'friend').value).toEqual(['friend']);
  expect(saying(about[0]!, 'is', ['friend', 'search']).value).toBe('friend');
  expect(saying(about[0]!, 'known', 'friend')).not.toHaveProperty('value');
  expect(verbsOf(about[0]!, 'has')).toContain('has'); // what stands there can be shown
});

test('a branch leads further down, and at last to the end', () => {
  expect(targets(document, 1, 'en').map(({value}) => value)).toEqual(['last', 'end']);
  expect(targets({...document, endings: [{key: 'calm', title: {en: 'Calm'}}]}, 3, 'en').map(({value}) => value)).toEqual(['end:calm', 'end']);
});

test('branches that overlap are drawn beside each other', () => {
  const next = (...to: string[]) => to.map((one) => ({to: one}));
  const questions = [asked('a', {next: next('d', 'end')}), asked('b', {next: next('c')}), asked('c', {next: next('a', 'gone')}), asked('d', {next: next('end')})];
  expect(arcs({questions})).toEqual([{from: 0, to: 3, lane: 0}, {from: 0, to: 4, lane: 1}, {from: 1, to: 2, lane: 2}, {from: 3, to: 4, lane: 0}]);
});

test('a version is restored without what publishing added', () => {
  const given = {'==': [{var: 'answers.ok'}, true]};
  const version = {...document, handle: 'old', questions: [asked('a', {consent: 'ok', if: given}), asked('b', {consent: 'ok', if: {and: [given, {'!': {var: 'answers.a'}}]}}), asked('c', {if: given})]};
  const back = restored(document, version);
  expect(back.handle).toBe(document.handle);
  expect(back.questions.map((one) => one.if)).toEqual([undefined, {'!': {var: 'answers.a'}}, given]);
});

test('what weighed for a result that is gone weighs no more', () => {
  const weighing = {...document, questions: [{...document.questions[0]!, options: [{key: 'a', label: {}, weights: {calm: 2}}, {key: 'b', label: {}, weights: {calm: 1, wild: 3}}]}]};
  expect(unweighed(weighing, 'calm').questions[0]!.options).toEqual([{key: 'a', label: {}}, {key: 'b', label: {}, weights: {wild: 3}}]);
});

test('a change is told where it is, and from what to what', () => {
  expect(changeWords({path: 'questions.source.options.podcast.label.sv', old: 'Podd', new: 'En podd'}))
    .toEqual({what: 'Changed', place: 'question source, option podcast, label, Swedish', from: 'Podd', to: 'En podd'});
  expect(changeWords({path: 'questions.show', new: asked('show')})).toMatchObject({what: 'Added', place: 'question show', to: 'show'});
  expect(changeWords({path: 'questions', old: ['a', 'b'], new: ['b', 'a']})).toMatchObject({what: 'Order changed', to: 'b, a'});
});

test('conditions and branches that changed are told in words', () => {
  const condition = {'==': [{var: 'answers.source'}, 'podcast']};
  expect(changeWords({path: 'questions.show.if', new: condition}, about)).toMatchObject({what: 'Added', to: '“How did you hear about us?” is “A podcast”'});
  expect(changeWords({path: 'questions.show.if', old: {and: [condition, {'!': {var: 'answers.show'}}]}}, about).from).toBe('All of these hold: “How did you hear about us?” is “A podcast”; “show” is not known');
  expect(changeWords({path: 'questions.source.next', old: [{if: condition, to: 'last'}], new: [{to: 'end'}, {to: 'end:calm'}]}, about))
    .toMatchObject({from: 'Leads to question last if “How did you hear about us?” is “A podcast”', to: 'Leads to The end; Leads to The result “calm”'});
  expect(changeWords({path: 'audience', old: {'!': {var: 'shopper.known'}}}, [])).toMatchObject({place: 'who is asked', from: 'shopper.known is not known'});
});

test('nothing that the builder does not show is lost', () => {
  const whole = {
    ...document, audience: {if: [{var: 'shopper.known'}, true, false]}, sample: {percent: 50}, priority: 3, poll: {least: 5}, endings: [{key: 'calm', title: {en: 'Calm'}, products: ['tea']}],
    questions: [asked('a', {half_life: 3, doubt: {var: 'x'}, quota: 7, priority: 2, seconds: 9, again: {mode: 'evergreen' as const}, next: [{to: 'end'}], if: {missing: ['x']}})],
  };
  expect(tidy(whole)).toEqual(whole);
});
