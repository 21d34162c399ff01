// A published survey's first question, to be copied into an email.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {languageName, t} from '../i18n';
import {useLoad} from '../load';
import {Copy} from '../parts/copy';
import {Fold} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import type {EmailTool, Snippet, Survey} from '../types';
import {typed} from './words-input';

const tools: EmailTool[] = ['klaviyo', 'omnisend', 'mailchimp', 'brevo', 'shopify'];

/** Nothing while no version of it is published: nobody could answer. */
export function Email({survey}: {survey: Survey}) {
  if (survey.version === 0) return null;
  return (
    <s-section heading={t('email.title')}>
      <Fold show={t('email.show')} label={t('email.title')}><Asked key={survey.version} survey={survey} /></Fold>
    </s-section>
  );
}

function Asked({survey}: {survey: Survey}) {
  const languages = survey.document.languages;
  const [tool, setTool] = useState<EmailTool>('klaviyo');
  const [language, setLanguage] = useState(languages[0]!);
  return (
    <s-stack gap="base">
      <s-select label={t('email.tool')} value={tool} onChange={(event: Event) => setTool(typed(event) as EmailTool)}>
        {tools.map((one) => <s-option key={one} value={one}>{t(`email.tools.${one}`)}</s-option>)}
      </s-select>
      {languages.length > 1 && (
        <s-select label={t('email.language')} value={language} onChange={(event: Event) => setLanguage(typed(event))}>
          {languages.map((tag) => <s-option key={tag} value={tag}>{languageName(tag)}</s-option>)}
        </s-select>
      )}
      <Code key={`${tool}/${language}`} survey={survey} tool={tool} language={language} />
    </s-stack>
  );
}

/** Of one tool and language alone: what was made for another must not be copied into it. */
function Code({survey, tool, language}: {survey: Survey; tool: EmailTool; language: string}) {
  const {value, error, reload} = useLoad((signal) => api.email(survey.id, tool, language, signal), []);
  if (error) return <Failed error={error} retry={reload} />;
  return value ? <Drawn snippet={value} placed={survey.document.placements.includes('email')} /> : <Loading />;
}

function Drawn({snippet, placed}: {snippet: Snippet; placed: boolean}) {
  return (
    <>
      {/* Nothing in it may run or lead anywhere: its links hold tags of the tool's. */}
      <iframe title={t('email.preview')} sandbox="" srcDoc={snippet.html} style={{inlineSize: '100%', blockSize: '20rem', border: 0, background: '#fff'}} />
      <s-unordered-list>
        {snippet.notes.map((note) => <s-list-item key={note}>{t(`email.notes.${note}`)}</s-list-item>)}
        {!placed && <s-list-item>{t('email.notes.unplaced')}</s-list-item>}
      </s-unordered-list>
      <s-stack direction="inline" gap="small">
        <Copy text={snippet.html} label={t('email.copy_html')} />
        <Copy text={snippet.text} label={t('email.copy_text')} />
      </s-stack>
      <s-text-area label={t('email.code')} rows={4} value={snippet.html} readOnly />
    </>
  );
}
