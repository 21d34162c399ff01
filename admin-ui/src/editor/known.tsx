// What a whole editor reads once: what conditions can be about besides the draft, and how to say what changed.

import {type ComponentChildren, createContext} from 'preact';
import {useContext} from 'preact/hooks';
import {whole} from '../api';
import {type Loaded, useLoad} from '../load';
import type {Fact, SurveyDocument} from '../types';
import {type Elsewhere, sayable, type Subject} from './subjects';

export interface Known {
  survey: string;
  facts: Fact[];
  others: Loaded<Elsewhere[]>; // what published surveys ask, this one among them
  all: Subject[]; // that conditions of the draft may be about already, offered or not
  say: (words: string) => void; // to those who do not see what changed
}

const Context = createContext<Known>({
  survey: '', facts: [], others: {value: undefined, error: undefined, reload: () => undefined}, all: [], say: () => undefined,
});

export const useKnown = (): Known => useContext(Context);

const answersElsewhere = async (language: string, signal: AbortSignal) =>
  (await whole<'questions', {questions: Elsewhere[]}>(`/facts/questions?language=${encodeURIComponent(language)}`, 'questions', signal)).questions;

interface KnowingProps extends Pick<Known, 'survey' | 'facts' | 'say'> {
  document: SurveyDocument;
  language: string;
  children: ComponentChildren;
}

export function Knowing({survey, facts, say, document, language, children}: KnowingProps) {
  const others = useLoad((signal) => answersElsewhere(language, signal), [language]);
  const all = sayable(document, facts, others.value ?? [], survey, language);
  return <Context.Provider value={{survey, facts, others, all, say}}>{children}</Context.Provider>;
}
