// Editing one survey: its questions on the left, where and how it shows on the right.

import {useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {Advice, Astray, TooLong} from '../editor/advice';
import {WillChange} from '../editor/difference';
import {languages} from '../editor/document';
import {Languages, Missing, Placements, Publication} from '../editor/aside';
import {Beside, fieldId as besideId} from '../editor/beside';
import {Email} from '../editor/email';
import {Knowing} from '../editor/known';
import {Link} from '../editor/link';
import {jumpTo, placeOf} from '../editor/places';
import {Preview} from '../editor/preview';
import {Publishing} from '../editor/publishing';
import {Questions} from '../editor/questions';
import {RewardChoice} from '../editor/reward-choice';
import {Tellings} from '../editor/telling';
import {Undo, useSpoken} from '../editor/undo';
import {useForetold} from '../editor/uses';
import {type Editing, saveBar, useSurvey} from '../editor/use-survey';
import {Versions} from '../editor/versions';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {Survey, SurveyDocument} from '../types';

export function Editor({id}: {id: string}) {
  const editing = useSurvey(id);
  const {survey, document, failure} = editing;
  const missing = failure instanceof Problem && failure.status === 404;
  return (
    <s-page heading={document?.title ?? t('surveys.survey')}>
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
  const [beside, setBeside] = useState<string[]>(); // languages that are written side by side
  const status = useLoad((signal) => api.status(signal), []);
  const settings = useLoad((signal) => api.settings(signal), []);
  const facts = useLoad((signal) => api.facts(signal), []);
  const told = useForetold(document);
  const language = document.languages.includes(chosen) ? chosen : document.languages[0] ?? languages[0]!.tag;
  const change = (part: Partial<SurveyDocument>) => editing.change({...document, ...part});
  // The fields are drawn in the other language before one of them is gone to.
  const jump = (path: string, tag: string) => {
    setLanguage(tag);
    if (beside && tag !== document.languages[0] && !beside.includes(tag)) setBeside([...beside, tag]);
    requestAnimationFrame(() => jumpTo(beside ? besideId(path, tag) : path));
  };
  const [spoken, say] = useSpoken();
  return (
    <Knowing survey={survey.id} facts={facts.value ?? []} {...{document, language, say}}>
      <s-button slot="primary-action" variant="primary" loading={editing.busy === 'counting' || editing.busy === 'publishing'}
        disabled={!editing.dirty && survey.state === 'live'} onClick={editing.review}>{t('editor.publish')}</s-button>
      <WillChange survey={survey} document={document} dirty={editing.dirty} />
      <Undo editing={editing} say={say} />
      <s-box accessibilityRole="status" accessibilityVisibility="exclusive">{spoken}</s-box>
      <TooLong told={told} />
      <Publishing editing={editing} />
      <Tellings telling={editing.telling} />
      {beside && (
        <Beside document={document} shown={beside} show={setBeside} errors={editing.errors} change={editing.change} at={setLanguage} close={() => setBeside(undefined)} />
      )}
      {!beside && (
        <Questions {...{editing, survey, document, language, say, told}} facts={facts.value ?? []} tagPrefix={status.value?.shop.tag_prefix ?? ''} purposes={settings.value?.purposes ?? []} />
      )}
      {(beside ?? []).length < 2 && (
        <s-stack slot="aside" gap="base">
          <Preview document={document} language={language} />
          <Publication survey={survey} />
          <Astray document={document} told={told} jump={jump} change={editing.change} />
          <Advice survey={survey} document={document} told={told} jump={jump} />
          <Link survey={survey} />
          <Email survey={survey} />
          <Placements document={document} change={change} />
          <RewardChoice document={document} errors={editing.errors} change={change} />
          <Languages document={document} language={language} change={change} show={setLanguage}
            beside={beside ? undefined : () => setBeside([language === document.languages[0] ? document.languages[1]! : language])} />
          <Missing document={document} jump={jump} />
          <Versions survey={survey} document={document} change={editing.change} say={say} />
        </s-stack>
      )}
    </Knowing>
  );
}
