// Editing one survey: its questions on the left, where and how it shows on the right.

import {useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {languages, moved, newQuestion, without} from '../editor/document';
import {Advice, Languages, Missing, Placements, Publication} from '../editor/aside';
import {Audience} from '../editor/audience';
import {Drawing} from '../editor/drawing';
import {Email} from '../editor/email';
import {Endings} from '../editor/endings';
import {followed} from '../editor/follow';
import {Link} from '../editor/link';
import {focusRow, Outline} from '../editor/outline';
import {jumpTo, placeOf} from '../editor/places';
import {Preview} from '../editor/preview';
import {Publishing} from '../editor/publishing';
import {focusMove, QuestionCard} from '../editor/question-card';
import {RewardChoice} from '../editor/reward-choice';
import {Tellings} from '../editor/telling';
import {Undo, useSpoken} from '../editor/undo';
import {type Editing, saveBar, useSurvey} from '../editor/use-survey';
import {Versions} from '../editor/versions';
import {TextInput, WordsInput} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {Question, Survey, SurveyDocument} from '../types';

export function Editor({id}: {id: string}) {
  const editing = useSurvey(id);
  const {survey, document, failure} = editing;
  const missing = failure instanceof Problem && failure.status === 404;
  return (
    <s-page heading={document?.title ?? ''}>
      <s-link slot="breadcrumb-actions" href="/surveys">{t('nav.surveys')}</s-link>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={editing.busy === 'saving' || undefined} onClick={editing.save}>{t('editor.save')}</button>
        <button onClick={editing.discard}>{t('editor.discard')}</button>
      </ui-save-bar>
      {missing && <s-banner tone="critical">{t('editor.not_found')}</s-banner>}
      {failure && !missing && <Failure editing={editing} error={failure} />}
      {!survey && !failure && <Loading />}
      {survey && document && <Loaded editing={editing} survey={survey} document={document} />}
    </s-page>
  );
}

function Failure({editing, error}: {editing: Editing; error: Error}) {
  if (error instanceof Problem && error.status === 409) {
    return (
      <s-banner tone="warning" heading={t('editor.conflict')}>
        <s-stack gap="small">
          <s-paragraph>{t('editor.conflict_hint')}</s-paragraph>
          <s-stack direction="inline"><s-button onClick={editing.reload}>{t('editor.reload')}</s-button></s-stack>
        </s-stack>
      </s-banner>
    );
  }
  if (editing.errors.length === 0) return <Failed error={error} retry={editing.survey ? editing.save : editing.reload} />;
  return (
    <s-banner tone="critical" heading={t('errors.fields')}>
      <s-unordered-list>
        {editing.errors.map((one) => <s-list-item key={one.field}>{placeOf(one.field)}: {one.message}</s-list-item>)}
      </s-unordered-list>
    </s-banner>
  );
}

interface LoadedProps {
  editing: Editing;
  survey: Survey;
  document: SurveyDocument;
}

function Loaded({editing, survey, document}: LoadedProps) {
  const [chosen, setLanguage] = useState('');
  const status = useLoad((signal) => api.status(signal), []);
  const settings = useLoad((signal) => api.settings(signal), []);
  const facts = useLoad((signal) => api.facts(signal), []);
  const language = document.languages.includes(chosen) ? chosen : document.languages[0] ?? languages[0]!.tag;
  const change = (part: Partial<SurveyDocument>) => editing.change({...document, ...part});
  const {questions} = document;
  // The fields are drawn in the other language before one of them is gone to.
  const jump = (path: string, tag: string) => {
    setLanguage(tag);
    requestAnimationFrame(() => jumpTo(path));
  };
  const [spoken, say] = useSpoken();
  const move = (from: number, to: number) => {
    change({questions: moved(questions, from, to - from)});
    say(t('builder.moved', {n: to + 1, count: questions.length, prompt: questions[from]!.prompt[language] ?? ''}));
  };
  const saved = (key: string) => survey.document.questions.find((one) => one.key === key);
  return (
    <>
      <s-button slot="primary-action" variant="primary" loading={editing.busy === 'counting' || editing.busy === 'publishing'}
        disabled={!editing.dirty && survey.state === 'live'} onClick={editing.review}>{t('editor.publish')}</s-button>
      <Undo editing={editing} say={say} />
      <s-box accessibilityRole="status" accessibilityVisibility="exclusive">{spoken}</s-box>
      <Publishing editing={editing} />
      <Tellings telling={editing.telling} />
      <s-section heading={t('editor.about')}>
        <TextInput label={t('editor.title')} details={t('editor.title_hint')} value={document.title} field="title"
          errors={editing.errors} change={(title) => change({title})} />
      </s-section>
      {questions.length > 1 && (
        <Outline questions={questions} say={(question) => question.prompt[language] ?? ''} move={(from, to) => { move(from, to); focusRow(to); }} />
      )}
      <Drawing document={document} language={language} facts={facts.value ?? []} />
      {questions.map((question, at) => (
        <QuestionCard key={at} question={question} at={at} count={questions.length} language={language} document={document}
          tagPrefix={status.value?.shop.tag_prefix ?? ''} purposes={settings.value?.purposes ?? []} facts={facts.value ?? []} saved={saved(question.key)} errors={editing.errors}
          change={(next: Question) => editing.change(followed(document, at, next))}
          move={(by) => { move(at, at + by); focusMove(at + by, by); }}
          remove={() => change({questions: without(questions, at)})} />
      ))}
      <s-stack direction="inline" paddingInline="base">
        <s-button icon="plus" onClick={() => change({questions: [...questions, newQuestion(document)]})}>{t('editor.add_question')}</s-button>
      </s-stack>
      <Endings document={document} saved={survey.document} language={language} errors={editing.errors} change={editing.change} />
      <Audience document={document} language={language} facts={facts.value ?? []} errors={editing.errors} change={editing.change} />
      <s-section heading={t('editor.thanks')}>
        <WordsInput label={t('editor.thanks_label')} words={document.thanks} language={language} field="thanks"
          errors={editing.errors} change={(thanks) => change({thanks})} />
      </s-section>
      <s-stack slot="aside" gap="base">
        <Publication survey={survey} />
        <Advice survey={survey} document={document} />
        <Link survey={survey} />
        <Email survey={survey} />
        <Preview document={document} language={language} />
        <Placements document={document} change={change} />
        <RewardChoice document={document} errors={editing.errors} change={change} />
        <Languages document={document} language={language} change={change} show={setLanguage} />
        <Missing document={document} jump={jump} />
        <Versions survey={survey} document={document} change={editing.change} say={say} />
      </s-stack>
    </>
  );
}
