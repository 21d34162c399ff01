// Where the answers of a question can lead: further down, or out.

import {t} from '../i18n';
import type {SurveyDocument} from '../types';
import type {Choice} from './subjects';

/** The questions below a question, the endings, and the end: which is last. */
export function targets({questions, endings = [], languages}: SurveyDocument, at: number, language: string): Choice[] {
  const say = (words: Record<string, string>, key: string) => words[language] || words[languages[0] ?? ''] || key;
  return [
    ...questions.map(({key, prompt}, n) => ({value: key, label: t('editor.consent_of', {n: n + 1, prompt: say(prompt, key)})}))
      .filter(({value}, n) => n > at && value !== 'end'), // that is a word of branches
    ...endings.map(({key, title}) => ({value: `end:${key}`, label: t('builder.to_ending', {title: say(title, key)})})),
    {value: 'end', label: t('builder.to_end')},
  ];
}
