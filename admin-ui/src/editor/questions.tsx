// What a survey asks and of whom, from above to below.

import {t} from '../i18n';
import type {Fact, Question, Survey, SurveyDocument} from '../types';
import {Audience} from './audience';
import {moved, newQuestion, without} from './document';
import {Drawing} from './drawing';
import {Endings} from './endings';
import {followed} from './follow';
import {askedAtMost, ceiling, mostAsked, mostQuestions} from './length';
import {focusRow, Outline} from './outline';
import {focusMove, QuestionCard, type QuestionProps} from './question-card';
import type {Editing} from './use-survey';
import type {Foretold} from './uses';
import {TextInput, WordsInput} from './words-input';

interface QuestionsProps extends Pick<QuestionProps, 'tagPrefix' | 'purposes'> {
  editing: Editing;
  survey: Survey;
  document: SurveyDocument;
  language: string;
  facts: Fact[];
  told: Foretold;
  say: (words: string) => void;
}

export function Questions({editing, survey, document, language, facts, told, say, ...shop}: QuestionsProps) {
  const {questions} = document;
  const change = (part: Partial<SurveyDocument>) => editing.change({...document, ...part});
  const move = (from: number, to: number) => {
    change({questions: moved(questions, from, to - from)});
    say(t('builder.moved', {n: to + 1, count: questions.length, prompt: questions[from]!.prompt[language] ?? ''}));
  };
  const saved = (key: string) => survey.document.questions.find((one) => one.key === key);
  return (
    <>
      <s-section heading={t('editor.about')}>
        <TextInput label={t('editor.title')} details={t('editor.title_hint')} value={document.title} field="title"
          errors={editing.errors} change={(title) => change({title})} />
      </s-section>
      {questions.length > 1 && (
        <Outline questions={questions} say={(question) => question.prompt[language] ?? ''} move={(from, to) => { move(from, to); focusRow(to); }} />
      )}
      <Drawing document={document} language={language} />
      {questions.map((question, at) => (
        <QuestionCard key={at} question={question} at={at} count={questions.length} language={language} document={document}
          {...shop} facts={facts} use={told.uses[question.key]} saved={saved(question.key)} errors={editing.errors}
          change={(next: Question) => editing.change(followed(document, at, next))}
          move={(by) => { move(at, at + by); focusMove(at + by, by); }}
          remove={() => change({questions: without(questions, at)})} />
      ))}
      <Add document={document} asked={told.asked} add={() => change({questions: [...questions, newQuestion(document)]})} />
      <Endings document={document} saved={survey.document} language={language} errors={editing.errors} change={editing.change} />
      <Audience document={document} language={language} facts={facts} errors={editing.errors} change={editing.change} />
      <s-section heading={t('editor.thanks')}>
        <WordsInput label={t('editor.thanks_label')} words={document.thanks} language={language} field="thanks"
          errors={editing.errors} change={(thanks) => change({thanks})} />
      </s-section>
    </>
  );
}

/** Adds a question, and says before that none can be, or of whom it had better be asked. */
function Add({document, asked, add}: {document: SurveyDocument; asked: number; add: () => void}) {
  const at = ceiling(document, asked);
  return (
    <s-stack paddingInline="base" gap="small-300" alignItems="start">
      <s-button icon="plus" disabled={at === 'full'} onClick={add}>{t('editor.add_question')}</s-button>
      {at === 'full' && <s-text color="subdued">{t('editor.most_questions', {most: mostQuestions})}</s-text>}
      {at === 'asked' && <s-text color="subdued">{t('editor.most_asked', {asked: askedAtMost(document, asked), most: mostAsked})}</s-text>}
    </s-stack>
  );
}
