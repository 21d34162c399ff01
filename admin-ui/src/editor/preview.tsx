// The survey as a shopper meets it, beside what is being edited.

import {t} from '../i18n';
import type {Question, SurveyDocument, Words} from '../types';

export function Preview({document, language}: {document: SurveyDocument; language: string}) {
  const say = (words: Words | undefined) => words?.[language] || words?.[document.languages[0] ?? ''] || '';
  return (
    <s-section heading={t('editor.preview')}>
      {document.questions.map((question, at) => <Asked key={at} question={question} say={say} />)}
    </s-section>
  );
}

function Asked({question, say}: {question: Question; say: (words: Words | undefined) => string}) {
  const named = (words: Words) => say(words) || '…'; // what is still to be written
  const prompt = named(question.prompt);
  if (question.type === 'text') return <s-text-area label={prompt} details={say(question.why)} rows={3} />;
  return (
    <s-choice-list label={prompt} details={say(question.why)} name={`preview-${question.key}`} multiple={question.type === 'multiple_choice'}>
      {question.options?.map((option) => <s-choice key={option.key} value={option.key}>{named(option.label)}</s-choice>)}
      {question.other && <s-choice value="other">{named(question.other.label)}</s-choice>}
    </s-choice-list>
  );
}
