// Where in a survey something is wrong: the server names fields by their path,
// "questions.0.options.2.label.sv".

import {languageName, t} from '../i18n';
import type {FieldError, Question, SurveyDocument} from '../types';

const names: Record<string, string> = {
  title: 'editor.title', thanks: 'editor.thanks_label', languages: 'editor.languages', placements: 'editor.placements', reward: 'editor.reward',
  why: 'editor.why', get: 'editor.get', use: 'editor.use', keep_days: 'editor.keep_days', mapping: 'editor.write_back', questions: 'surveys.questions',
  unit: 'editor.limits.unit', low: 'editor.limits.low', high: 'editor.limits.high', key: 'editor.key', type: 'editor.type', other: 'editor.other_label',
  purpose: 'editor.purpose', channel: 'editor.channel', sensitive: 'editor.sensitive', consent: 'editor.consent',
};

/** The language a path ends with, where it is of a text. */
function languageOf(field: string): string | undefined {
  return /(?:^|\.)(?:prompt|why|get|use|unit|low|high|label|hint|title|text|thanks)\.([\w-]+)$/.exec(field)?.[1];
}

/** What stands at which number: while that is the same, a path leads where it led. */
export function standing({questions, endings = [], languages}: Pick<SurveyDocument, 'questions' | 'endings' | 'languages'>): string {
  const keys = (list: {key: string}[] = []) => list.map(({key}) => key);
  const of = ({key, options, parts, next = [], other}: Question) => [key, keys(options), keys(parts), next.map(({to}) => to), other?.names?.length];
  return JSON.stringify([questions.map(of), keys(endings), languages]);
}

/** A path as the merchant sees it: "Question 1, Option 3, Swedish". */
export function placeOf(field: string): string {
  const parts = field.split('.');
  const words = parts.map((part, at) => {
    const n = Number(parts[at + 1]) + 1;
    if (part === 'questions' && n) return t('editor.question', {n});
    if (part === 'other' && parts[at + 1] === 'names') return t('editor.spoken');
    if (part === 'names' && n) return t('editor.spoken_name', {n});
    if (part === 'options' && n) return t('editor.option', {n});
    return names[part] ? t(names[part]) : '';
  });
  const language = languageOf(field);
  return [...words, language ? languageName(language) : ''].filter(Boolean).join(', ') || field;
}

/** The first error for a field or anything below it, unless it is of a text in another language. */
export function errorAt(errors: FieldError[], field: string, language?: string): string {
  const found = errors.find(({field: at}) => {
    const said = languageOf(at);
    return (at === field || at.startsWith(`${field}.`)) && (!language || !said || said === language);
  });
  return found?.message ?? '';
}

/** Puts the cursor into the field of a path, or of what holds it where the editor shows no such field. */
export function jumpTo(path: string): void {
  for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const field = globalThis.document.getElementById(at);
    if (!field) continue;
    field.scrollIntoView({block: 'center'});
    field.focus();
    return;
  }
}
