// The survey as a shopper meets it, beside what is being edited.

import type {VNode} from 'preact';
import {t} from '../i18n';
import type {Question, SurveyDocument, Words} from '../types';

type Say = (words: Words | undefined) => string;

/** What can be chosen: the options, a scale's steps, yes and no. */
function items(question: Question, named: (words: Words) => string, say: Say): {key: string; label: string}[] {
  const {type, low, high, min = 1, max = 5, parts = [], options = []} = question;
  const steps = (from: number, to: number) => Array.from({length: Math.max(0, Math.min(to - from, 10) + 1)}, (_, i) => ({key: String(from + i), label: String(from + i)}));
  if (type === 'yes_no') return [{key: 'true', label: say(high) || t('editor.yes')}, {key: 'false', label: say(low) || t('editor.no')}];
  if (type === 'rating') return steps(min, max);
  if (type === 'nps') return steps(0, 10);
  return [...parts, ...options].map(({key, label}) => ({key, label: named(label)}));
}

export function Preview({document, language}: {document: SurveyDocument; language: string}) {
  const say = (words: Words | undefined) => words?.[language] || words?.[document.languages[0] ?? ''] || '';
  return (
    <s-section heading={t('editor.preview')}>
      {document.questions.map((question, at) => <Asked key={at} question={question} say={say} />)}
    </s-section>
  );
}

function Asked({question, say}: {question: Question; say: Say}) {
  const named = (words: Words) => say(words) || '…'; // what is still to be written
  const prompt = named(question.prompt);
  const details = say(question.why);
  const shown: Record<string, () => VNode> = {
    text: () => <s-text-area label={prompt} details={details} rows={3} />,
    number: () => <s-number-field label={prompt} details={details} suffix={say(question.unit)} />,
    email: () => <s-email-field label={prompt} details={details} />,
    phone: () => <s-text-field label={prompt} details={details} placeholder="+46 70 123 45 67" />,
    date: () => <s-date-field label={prompt} details={details} />,
    birthday: () => <s-text-field label={prompt} details={details} placeholder="11-22" />,
    consent: () => <s-checkbox label={prompt} details={details} />,
  };
  const draw = shown[question.type];
  if (draw) return draw();
  const several = question.type === 'multiple_choice' || (question.type === 'picture_choice' && (question.most ?? 0) > 1);
  return (
    <s-choice-list label={prompt} details={details} name={`preview-${question.key}`} multiple={several}>
      {items(question, named, say).map(({key, label}) => <s-choice key={key} value={key}>{label}</s-choice>)}
      {question.other && <s-choice value="other">{named(question.other.label)}</s-choice>}
    </s-choice-list>
  );
}
