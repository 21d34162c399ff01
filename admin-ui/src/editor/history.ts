// Every edit of a document, to be undone and done again: pure functions from one history to
// the next.

import type {SurveyDocument} from '../types';

/** How many edits can be undone. */
export const mostKept = 100;

// Typing is one edit for as long as nobody stops to think.
const pause = 1000; // ms

export interface History {
  past: SurveyDocument[]; // the latest last
  document: SurveyDocument;
  future: SurveyDocument[]; // the next to come last
  edited: {where: string; at: number} | undefined; // the latest edit, which typing goes on with
}

/** A document that nothing was done to yet. */
export const begun = (document: SurveyDocument): History => ({past: [], document, future: [], edited: undefined});

/** The history after an edit. What was undone before cannot be done again. */
export function edited(history: History, document: SurveyDocument, now: number): History {
  const where = difference(history.document, document);
  if (where === undefined) return history;
  const last = history.edited;
  const goesOn = last?.where === where && now - last.at < pause;
  const past = goesOn ? history.past : [...history.past, history.document].slice(-mostKept);
  return {past, document, future: [], edited: {where, at: now}};
}

/** The document as it is stored now: what was done before can still be undone. */
export const stored = (history: History, document: SurveyDocument): History => ({...history, document, edited: undefined});

/** The history with its latest edit undone. */
export function undone(history: History): History {
  const document = history.past.at(-1);
  if (!document) return history;
  return {past: history.past.slice(0, -1), document, future: [...history.future, history.document], edited: undefined};
}

/** The history with what was undone last done again. */
export function redone(history: History): History {
  const document = history.future.at(-1);
  if (!document) return history;
  return {past: [...history.past, history.document], document, future: history.future.slice(0, -1), edited: undefined};
}

/** The path of the one place where two values differ, or of what holds all such places; undefined when they are alike. */
function difference(a: unknown, b: unknown, path = ''): string | undefined {
  if (a === b) return undefined;
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return path;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const places = keys.map((key) => difference(a[key], b[key], `${path}/${key}`)).filter((place) => place !== undefined);
  return places.length > 1 ? path : places[0];
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
