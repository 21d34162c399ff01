// What the answer is for, and what a shopper agrees to before she is asked.

import {t} from '../i18n';
import type {Channel, FieldError, Purpose, Question, SurveyDocument} from '../types';
import {aimed, guarded, guards, marked, usual} from './guard';
import {errorAt} from './places';
import {typed} from './words-input';

const channels: Channel[] = ['personalisation', 'email', 'sms', 'whatsapp', 'post', 'phone', 'tracking'];
const none = '(none)'; // an option without a value has its text for one, and no question is called this

interface PurposeProps {
  question: Question;
  at: number;
  language: string;
  document: SurveyDocument;
  purposes: Purpose[]; // the shop's
  field: (name: string) => string;
  errors: FieldError[];
  change: (question: Question) => void;
}

export function PurposeChoice(props: PurposeProps) {
  const {question, at, document, field, errors, change} = props;
  const isConsent = question.type === 'consent';
  return (
    <>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
        <Aim {...props} />
        {isConsent && (
          <s-select id={field('channel')} label={t('editor.channel')} value={question.channel ?? channels[0]!} error={errorAt(errors, field('channel'))}
            onChange={(event: Event) => change({...question, channel: typed(event) as Channel})}>
            {channels.map((one) => <s-option key={one} value={one}>{t(`editor.channels.${one}`)}</s-option>)}
          </s-select>
        )}
        {!isConsent && (question.sensitive || question.consent) && <GuardChoice {...props} />}
      </s-grid>
      {!isConsent && (
        <s-checkbox id={field('sensitive')} label={t('editor.sensitive')} details={t('editor.sensitive_hint')} checked={question.sensitive ?? false}
          error={errorAt(errors, field('sensitive'))} onChange={() => change(marked(question, document, at))} />
      )}
    </>
  );
}

function Aim({question, purposes, field, errors, change}: PurposeProps) {
  const chosen = question.purpose ?? usual;
  const listed: Pick<Purpose, 'key' | 'title'>[] = purposes.some(({key}) => key === chosen) ? purposes : [...purposes, {key: chosen, title: chosen}];
  return (
    <s-select id={field('purpose')} label={t('editor.purpose')} details={t('editor.purpose_hint')} value={chosen} error={errorAt(errors, field('purpose'))}
      onChange={(event: Event) => change(aimed(question, typed(event)))}>
      {listed.map(({key, title}) => <s-option key={key} value={key}>{title}</s-option>)}
    </s-select>
  );
}

function GuardChoice({question, at, language, document, field, errors, change}: PurposeProps) {
  const offered = guards(document, at);
  const chosen = question.consent ?? '';
  const gone = chosen && !offered.some((one) => one.question.key === chosen);
  return (
    <s-select id={field('consent')} label={t('editor.consent')} details={t('editor.consent_hint')} value={chosen || none} error={errorAt(errors, field('consent'))}
      onChange={(event: Event) => change(guarded(question, offered.find((one) => one.question.key === typed(event))?.question))}>
      <s-option value={none}>{t('editor.no_consent')}</s-option>
      {gone && <s-option value={chosen}>{t('editor.consent_gone', {key: chosen})}</s-option>}
      {offered.map((one) => (
        <s-option key={one.question.key} value={one.question.key}>
          {t('editor.consent_of', {n: one.at + 1, prompt: one.question.prompt[language] ?? ''})}
        </s-option>
      ))}
    </s-select>
  );
}
