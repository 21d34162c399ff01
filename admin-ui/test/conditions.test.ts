// @vitest-environment jsdom
// What conditions say they are about while it is not known, and where the keyboard is left.

import {h, render} from 'preact';
import {afterEach, beforeEach, expect, type MockInstance, test, vi} from 'vitest';
import {Astray} from '../src/editor/advice';
import {Audience} from '../src/editor/audience';
import {Changes, Difference} from '../src/editor/difference';
import {starter} from '../src/editor/document';
import {Knowing} from '../src/editor/known';
import {Ways} from '../src/editor/ways';
import type {Change, Fact, Question, Rule, Survey, SurveyDocument} from '../src/types';

const asked = (key: string, part: Partial<Question> = {}): Question => ({key, type: 'text', prompt: {en: `Prompt of ${key}`}, ...part});
const likes = {'==': [{var: 'answers.likes'}, 'tea']};
const facts: Fact[] = [{name: 'order.value', kind: 'number', means: 'What the order costs.'}];
const elsewhere = {questions: [
  {survey: {id: 'other', title: 'Welcome'}, key: 'likes', type: 'single_choice', prompt: 'What do you like?', options: [{value: 'tea', label: 'Tea'}]},
  {survey: {id: 'this', title: 'Now'}, key: 'removed', type: 'single_choice', prompt: 'Gone now?', options: [{value: 'a', label: 'An A'}]},
]};

let root: HTMLElement;
let said: string[];
let answers: Record<string, () => Promise<Response>>;
let focused: MockInstance<HTMLElement['focus']>;
const json = (body: unknown, status = 200) => () => Promise.resolve(new Response(JSON.stringify(body), {status}));
const never = () => new Promise<Response>(() => undefined);

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
  said = [];
  answers = {'/facts/questions': json(elsewhere)};
  focused = vi.spyOn(HTMLElement.prototype, 'focus');
  vi.stubGlobal('shopify', {idToken: () => Promise.resolve('token')});
  vi.stubGlobal('fetch', (path: string) => Object.entries(answers).find(([one]) => path.startsWith(`/api/v1${one}`))![1]());
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const draft = (part: Partial<SurveyDocument> = {}): SurveyDocument => ({...starter(), questions: [asked('first'), asked('second')], ...part});
const knowing = (now: SurveyDocument, child: unknown) =>
  render(h(Knowing, {survey: 'this', facts, document: now, language: 'en', say: (words: string) => said.push(words)} as never, child as never), root);
const audience = (now: SurveyDocument): void =>
  knowing(now, h(Audience, {document: now, language: 'en', facts, errors: [], change: audience}));
const about = () => [...root.querySelectorAll('s-select')].find((one) => one.getAttribute('label')?.endsWith(': about'))!;
const press = (label: string) => root.querySelector(`s-button[accessibilitylabel="${label}"]`)!.dispatchEvent(new Event('click'));
const last = () => (focused.mock.contexts as HTMLElement[]).at(-1);

test('nobody is said to ask nothing before it is known what others ask', async () => {
  answers['/facts/questions'] = never;
  audience(draft({audience: likes}));
  expect(about().textContent).toContain('The answer to “likes”');
  expect(root.textContent).not.toContain('no published survey');
});

test('that it cannot be known what others ask is said, and tried again', async () => {
  answers['/facts/questions'] = json({title: 'Down'}, 503);
  audience(draft({audience: likes}));
  await vi.waitFor(() => expect(root.querySelectorAll('s-banner[tone="critical"]')).toHaveLength(1));
  expect(root.textContent).not.toContain('no published survey');
  answers['/facts/questions'] = json({questions: []});
  root.querySelector('s-banner s-button')!.dispatchEvent(new Event('click'));
  await vi.waitFor(() => expect(about().textContent).toContain('which no published survey asks'));
  expect(root.querySelector('s-banner')).toBeNull();
});

test('what this survey asked when it was published is not offered as another’s, and said where it stands', async () => {
  audience(draft({audience: likes}));
  await vi.waitFor(() => expect(about().textContent).toContain('“What do you like?”, in Welcome'));
  expect(root.textContent).not.toContain('Gone now?');
  audience(draft({audience: {'==': [{var: 'answers.removed'}, 'a']}}));
  expect(about().textContent).toContain('“Gone now?”, which this draft no longer asks');
});

test('a condition of a question looks at any question of the draft, and of other surveys', async () => {
  const ways = (rule: Rule) => {
    const now = draft({questions: [asked('first', {if: rule}), asked('second')]});
    knowing(now, h(Ways, {question: now.questions[0]!, at: 0, document: now, language: 'en', facts, errors: [], change: () => undefined}));
  };
  ways({'==': [{var: 'answers.second'}, 'x']});
  expect(about().textContent).toContain('“Prompt of second”');
  ways(likes);
  await vi.waitFor(() => expect(about().textContent).toContain('“What do you like?”, in Welcome'));
});

test('who takes a condition out is left with the next, and hears of it', async () => {
  audience(draft({audience: {and: [{'!!': {var: 'order.value'}}, {or: [likes, {'>': [{var: 'order.value'}, 2]}]}]}}));
  press('Remove Who is asked, condition 1');
  await vi.waitFor(() => expect(last()?.closest('[accessibilitylabel="Who is asked, group 1"]')).not.toBeNull());
  expect(said).toEqual(['Removed: Who is asked, condition 1']);
  press('Remove Who is asked, group 1');
  await vi.waitFor(() => expect(last()?.getAttribute('accessibilitylabel')).toBe('Add condition: Who is asked'));
  expect(said.at(-1)).toBe('Removed: Who is asked, group 1');
});

test('who takes a branch out is left with the next, or where one is added', async () => {
  const ways = (question: Question): void => {
    const now = draft({questions: [question, asked('second')]});
    knowing(now, h('s-section' as never, null, h(Ways, {question, at: 0, document: now, language: 'en', facts, errors: [], change: ways})));
  };
  ways(asked('first', {next: [{to: 'second'}, {to: 'end'}]}));
  press('Remove Question 1, branch 2');
  await vi.waitFor(() => expect(last()?.id).toBe('questions.0.next.0.to'));
  press('Remove Question 1, branch 1');
  await vi.waitFor(() => expect(last()?.getAttribute('accessibilitylabel')).toBe('Add branch: Question 1'));
  expect(said).toEqual(['Removed: Question 1, branch 2', 'Removed: Question 1, branch 1']);
});

test('ways that are put right leave the keyboard with what is left, and then with the question', async () => {
  const jumps: string[] = [];
  const told = {uses: {}, asked: 0, warnings: undefined, refused: [], of: undefined};
  const astray = (now: SurveyDocument): void => knowing(now, h(Astray, {document: now, told, jump: (path: string) => jumps.push(path), change: astray}));
  astray(draft({questions: [asked('first'), asked('second', {next: [{to: 'first'}, {to: 'gone'}]})]}));
  press('Remove branch: Question 2, branch 1');
  await vi.waitFor(() => expect(last()?.textContent).toBe('Question 2, branch 1'));
  press('Remove branch: Question 2, branch 1');
  await vi.waitFor(() => expect(jumps).toEqual(['questions.1.prompt']));
});

test('what was refused is not told of a place where another question stands by now', () => {
  const was = draft();
  const told = {uses: {}, asked: 0, warnings: undefined, refused: [{field: 'questions.1.if', code: 'bad', message: 'Cannot be.'}], of: was};
  const astray = (now: SurveyDocument) => knowing(now, h(Astray, {document: now, told, jump: () => undefined, change: () => undefined}));
  astray({...was, title: 'Otherwise'});
  expect(root.textContent).toContain('Cannot be.');
  astray({...was, questions: was.questions.toReversed()});
  expect(root.textContent).not.toContain('Cannot be.');
});

const changes: Change[] = [{path: 'audience', old: {and: [{'==': [{var: 'answers.cut'}, 'x']}, {'>=': [{var: 'order.value'}, 100]}]}, new: likes}];

test('what was is said as it was called then, and as facts and others’ questions are called', async () => {
  answers['/surveys/this/versions/3'] = json({version: 3, document: draft({questions: [asked('cut', {type: 'single_choice', options: [{key: 'x', label: {en: 'An X'}}]})]})});
  const now = draft({audience: likes});
  knowing(now, h(Changes, {survey: 'this', changes, document: now, before: 3, none: ''}));
  await vi.waitFor(() => expect(root.textContent).toContain('“Prompt of cut” is “An X”; What the order costs is at least 100'));
  await vi.waitFor(() => expect(root.textContent).toContain('“What do you like?”, in Welcome is “Tea”'));
});

test('a comparison that failed is made again', async () => {
  answers['/surveys/this/compare'] = json({title: 'Down'}, 503);
  const now = draft();
  knowing(now, h(Difference, {survey: {id: 'this', version: 3} as Survey, document: now}));
  await vi.waitFor(() => expect(root.querySelector('s-banner s-button')).not.toBeNull());
  answers['/surveys/this/compare'] = json({version: 3, changes: [{path: 'title', old: 'A', new: 'B'}]});
  root.querySelector('s-banner s-button')!.dispatchEvent(new Event('click'));
  await vi.waitFor(() => expect(root.querySelector('s-list-item')).not.toBeNull());
});
