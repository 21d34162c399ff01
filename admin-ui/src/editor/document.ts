// Edits of a survey document: pure functions from one document to the next.

import {languageName, t} from '../i18n';
import type {Name, Option, Question, SurveyDocument, Words} from '../types';
import {fitting} from './shapes';

/** The languages a survey can be written in; the first of a document is its fallback. */
export const languages = ['en', 'sv', 'da', 'pl', 'sl', 'es'].map((tag) => ({tag, name: languageName(tag)}));

/** What a new survey starts as: a question one can publish at once. */
export function starter(spoken: string[] = ['en']): SurveyDocument {
  const words = (key: string): Record<string, string> => (spoken.includes('en') ? {en: t(key)} : {}); // the others are the merchant's to write
  const keys = ['podcast', 'friend', 'search', 'social'];
  return {
    handle: `survey-${crypto.randomUUID().slice(0, 8)}`,
    title: t('new.title'),
    languages: spoken,
    placements: ['thank-you'],
    questions: [{
      key: 'source',
      type: 'single_choice',
      prompt: words('new.prompt'),
      why: words('new.why'),
      get: words('new.get'),
      use: words('new.use'),
      options: keys.map((key) => ({key, label: words(`new.options.${key}`)})),
      other: {label: words('editor.other_default')},
      mapping: {metafield: true, tag: true},
    }],
    thanks: words('new.thanks'),
  };
}

/** A question to begin with, under a name that is still free. */
export function newQuestion(document: SurveyDocument): Question {
  const taken = document.questions.map((question) => question.key);
  const prompt = Object.fromEntries(document.languages.map((tag) => [tag, t('new.question')]));
  return {
    key: free('question', taken),
    type: 'single_choice',
    prompt,
    options: [1, 2].map((n) => newOption(document, [`option_${n - 1}`], t('editor.option', {n}))),
    mapping: {metafield: true},
  };
}

/** An option with a label in every language, so that it can be saved. */
export function newOption(document: SurveyDocument, taken: string[], label: string): Option {
  return {key: free(slug(label) || 'option', taken), label: Object.fromEntries(document.languages.map((tag) => [tag, label]))};
}

/** A list with the item at one place replaced. */
export function replaced<T>(list: T[], at: number, item: T): T[] {
  return list.map((old, i) => (i === at ? item : old));
}

/** A list without the item at one place. */
export function without<T>(list: T[], at: number): T[] {
  return list.filter((_, i) => i !== at);
}

/** A list with one item moved so many places down, or up. */
export function moved<T>(list: T[], at: number, by: number): T[] {
  const next = [...list];
  const [item] = next.splice(at, 1);
  next.splice(at + by, 0, item!);
  return next;
}

const reserved = ['other']; // the write-in's own key

/** Words as a key: "A podcast" → "a_podcast". */
export function slug(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60);
}

/** The key, with a number behind it when it is taken. */
export function free(key: string, taken: string[]): string {
  const used = [...taken, ...reserved];
  if (!used.includes(key)) return key;
  let n = 2;
  while (used.includes(`${key}_${n}`)) n++;
  return `${key}_${n}`;
}

/** What is sent: no empty optional text, no text of a language that left. */
export function tidy(document: SurveyDocument): SurveyDocument {
  const text = (words: Words | undefined): Words | undefined => {
    const kept = Object.entries(words ?? {}).filter(([tag]) => document.languages.includes(tag));
    return kept.some(([, said]) => said.trim()) ? Object.fromEntries(kept) : undefined;
  };
  const worded = (options: Option[] | undefined) =>
    options?.map((option) => dropEmpty({...option, label: text(option.label) ?? {}, hint: text(option.hint), image: option.image || undefined}) as Option);
  return dropEmpty({
    ...document,
    thanks: text(document.thanks),
    reward: document.reward || undefined,
    endings: document.endings?.map((ending) => dropEmpty({...ending, title: text(ending.title) ?? {}, text: text(ending.text)})),
    questions: document.questions.map(fitting).map((question) => dropEmpty({
      ...question,
      prompt: text(question.prompt) ?? {},
      why: text(question.why),
      get: text(question.get),
      use: text(question.use),
      unit: text(question.unit),
      low: text(question.low),
      high: text(question.high),
      options: worded(question.options),
      parts: worded(question.parts),
      other: question.other && dropEmpty({...question.other, label: text(question.other.label) ?? {}, names: named(question.other.names)}),
    })),
  });
}

// A line that was begun and left empty is none.
function named(names: Name[] | undefined): Name[] | undefined {
  const said = names?.filter(({name, aliases}) => name.trim() || aliases).map((one) => ({...one, name: one.name.trim()}));
  return said?.length ? said : undefined;
}

type Defined<T> = {[K in keyof T]: Exclude<T[K], undefined>};

function dropEmpty<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
