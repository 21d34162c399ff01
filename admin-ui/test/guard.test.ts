import {expect, test} from 'vitest';
import {starter, tidy} from '../src/editor/document';
import {aimed, guarded, guards, marked} from '../src/editor/guard';
import {placeOf} from '../src/editor/places';
import type {Question, SurveyDocument} from '../src/types';

const consent = (key: string, purpose?: string): Question => ({key, type: 'consent', prompt: {en: `May we, ${key}?`}, ...(purpose && {purpose})});
const asked: Question = {key: 'faith', type: 'text', prompt: {en: 'What do you believe?'}, mapping: {metafield: true, tag: true}};
const document = (...questions: Question[]): SurveyDocument => ({...starter(), questions});

test('a question that becomes sensitive is asked with the nearest consent above it, for its use, and is no tag', () => {
  const all = document(consent('news', 'marketing'), consent('faith_ok', 'research'), asked, consent('later'));
  const secret = marked(asked, all, 2);
  expect(secret).toEqual({...asked, sensitive: true, consent: 'faith_ok', purpose: 'research', mapping: {metafield: true}});
  expect(marked(secret, all, 2)).toEqual({...asked, purpose: 'research', mapping: {metafield: true}});
});

test('without a consent above it a sensitive question waits for one', () => {
  const secret = marked(asked, document(asked, consent('later')), 0);
  expect(secret).not.toHaveProperty('consent');
  expect(secret.sensitive).toBe(true);
});

test('the consent that was chosen stays when a question becomes sensitive', () => {
  const all = document(consent('first'), consent('second'), asked);
  expect(marked({...asked, consent: 'first'}, all, 2).consent).toBe('first');
});

test('only consents above a question are offered', () => {
  const all = document(consent('first'), asked, consent('later'));
  expect(guards(all, 1).map(({question, at}) => [question.key, at])).toEqual([['first', 0]]);
  expect(guarded({...asked, consent: 'first'}, undefined)).toEqual(asked);
});

test('the usual purpose is not written down', () => {
  expect(aimed({...asked, purpose: 'marketing'}, 'personalisation')).toEqual(asked);
  expect(aimed(asked, 'marketing').purpose).toBe('marketing');
  expect(guarded({...asked, purpose: 'marketing'}, consent('plain'))).toEqual({...asked, consent: 'plain'});
});

test('a question that becomes a consent is not sensitive, and a channel is a consent’s', () => {
  const [sent] = tidy(document({...asked, type: 'consent', sensitive: true, consent: 'x', channel: 'email'})).questions;
  expect(sent).toEqual({key: 'faith', type: 'consent', prompt: asked.prompt, channel: 'email', mapping: asked.mapping});
  expect(tidy(document({...asked, channel: 'email'})).questions[0]).not.toHaveProperty('channel');
});

test('what is refused of a consent is told by the field it is chosen in', () => {
  expect(placeOf('questions.2.consent')).toBe('Question 3, Asked only of those who say yes to');
  expect(placeOf('questions.2.sensitive')).toBe('Question 3, A sensitive question');
});
