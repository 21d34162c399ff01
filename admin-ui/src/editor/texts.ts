// Every text of a survey by its path, to be read and written in one language beside the
// other: pure functions from one document to the next.

import type {SurveyDocument, Words} from '../types';
import {missing, paths} from './missing';

/** The texts that belong together: of a question, of an ending, or beside both. */
export interface Group {
  path: string; // "questions.0", "endings.1" or "thanks"
  texts: string[]; // their paths
}

/** All that is written in some language or has to be, in the document's order. */
export function groups(document: SurveyDocument): Group[] {
  const gaps = new Set(Object.values(missing(document)).flat().map(({path}) => path));
  const all: Group[] = [];
  for (const path of paths(document)) {
    if (!gaps.has(path) && !Object.values(wordsAt(document, path)).some((said) => said.trim())) continue;
    const [list, at] = path.split('.');
    const of = at === undefined ? path : `${list}.${at}`;
    if (all.at(-1)?.path !== of) all.push({path: of, texts: []});
    all.at(-1)!.texts.push(path);
  }
  return all;
}

type Tree = {[part: string]: Tree | undefined};

/** A text in all its languages, "questions.0.options.2.label". */
export function wordsAt(document: SurveyDocument, path: string): Words {
  let node: Tree | undefined = document as unknown as Tree;
  for (const part of path.split('.')) node = node?.[part];
  return (node ?? {}) as unknown as Words;
}

/** The document with one text said in a language. */
export function saying(document: SurveyDocument, path: string, language: string, said: string): SurveyDocument {
  const put = (node: Tree | undefined, [part, ...rest]: string[]): Tree => {
    const copy = (Array.isArray(node) ? [...node] : {...node}) as Tree;
    copy[part!] = rest.length > 0 ? put(node?.[part!], rest) : (said as unknown as Tree);
    return copy;
  };
  return put(document as unknown as Tree, [...path.split('.'), language]) as unknown as SurveyDocument;
}

/** Where the next missing text is after one, or the one before; round and round. */
export function nextMissing(document: SurveyDocument, languages: string[], from: string, by: 1 | -1): string | undefined {
  const gaps = missing(document);
  const lacks = (path: string, tag: string) => gaps[tag]?.some((gap) => gap.path === path);
  const cells = groups(document).flatMap(({texts}) => texts.flatMap((path) => languages.map((tag) => ({path, tag, at: `${path}.${tag}`}))));
  const here = cells.findIndex(({at}) => at === from);
  const start = here < 0 && by < 0 ? 0 : here;
  for (let n = 1; n <= cells.length; n++) {
    const {path, tag, at} = cells[(start + by * n + 2 * cells.length) % cells.length]!;
    if (lacks(path, tag)) return at;
  }
  return undefined;
}
