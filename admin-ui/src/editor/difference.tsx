// What makes one document of another, listed; and what makes a draft of a version.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import type {Change, Survey, SurveyDocument} from '../types';
import {changeWords, decides} from './changes';
import {tidy} from './document';
import {useKnown} from './known';
import {placeOf} from './places';
import {subjects} from './subjects';

const mostChanges = 30; // told at once
const pause = 400; // ms that nobody types before it is compared again

interface ChangesProps {
  survey: string;
  changes: Change[];
  document: SurveyDocument; // what it became
  before: number; // the version it was
  none: string; // said of no changes
}

export function Changes({survey, changes, document, before, none}: ChangesProps) {
  const old = useBefore(survey, before, changes.some((one) => decides(one) && one.old !== undefined));
  const {facts, all} = useKnown();
  if (changes.length === 0) return <s-text color="subdued">{none}</s-text>;
  if (old.waits) return <s-spinner accessibilityLabel={t('loading')} />;
  const asked = (one: SurveyDocument) => subjects(one, one.questions, facts, one.languages[0]!);
  const now = asked(document);
  const then = old.document ? asked(old.document) : [];
  return (
    <>
      {old.error && <Failed error={old.error} retry={old.reload} />}
      <s-unordered-list>
        {changes.slice(0, mostChanges).map((one) => {
          const {what, place, from, to} = changeWords(one, [...now, ...then, ...all], [...then, ...now, ...all]);
          return <s-list-item key={one.path}>{t(from && to ? 'builder.changed_from' : from || to ? 'builder.changed_one' : 'builder.changed_what', {what, place, from, to: to || from})}</s-list-item>;
        })}
        {changes.length > mostChanges && <s-list-item>{t('editor.missing_more', {n: changes.length - mostChanges})}</s-list-item>}
      </s-unordered-list>
    </>
  );
}

// What was is said as it was called then: read only where something of it is told.
function useBefore(survey: string, version: number, wanted: boolean) {
  const {value, error, reload} = useLoad(async (signal) => (wanted ? {version, document: (await api.version(survey, version, signal)).document} : undefined), [survey, version, wanted]);
  const document = value?.version === version ? value.document : undefined;
  return {document, error, reload, waits: wanted && !document && !error};
}

interface DifferenceProps {
  survey: Survey;
  document: SurveyDocument;
  version?: number; // without one, the live one
}

/** What makes the draft, as it is written now, of a version. */
export function Difference({survey, document, version}: DifferenceProps) {
  const [changes, setChanges] = useState<Change[]>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);
  const text = JSON.stringify(tidy(document));
  useEffect(() => {
    const stop = new AbortController();
    const compare = () => api.compare(survey.id, JSON.parse(text) as SurveyDocument, version, stop.signal).then(
      (told) => { setChanges(told.changes); setError(undefined); },
      (failure: Error) => stop.signal.aborted || setError(failure),
    );
    const timer = setTimeout(() => void compare(), changes ? pause : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, survey.id, survey.version, version, round]);
  const [wrong] = error instanceof Problem ? error.errors : [];
  if (wrong) return <s-text>{placeOf(wrong.field)}: {wrong.message}</s-text>;
  if (error) return <Failed error={error} retry={() => setRound(round + 1)} />;
  if (!changes) return <s-spinner accessibilityLabel={t('loading')} />;
  return <Changes survey={survey.id} changes={changes} document={document} before={version ?? survey.version} none={t(version === undefined ? 'builder.publish_same' : 'builder.draft_same', {version: version ?? 0})} />;
}

const modal = 'will-change';

/** What publishing will change, beside the button that publishes; nothing where it would change nothing. */
export function WillChange({survey, document, dirty}: Omit<DifferenceProps, 'version'> & {dirty: boolean}) {
  const [open, setOpen] = useState(false);
  if (survey.version === 0 || (!dirty && survey.state === 'live')) return null;
  return (
    <>
      <s-button slot="secondary-actions" commandFor={modal} command="--show">{t('builder.will_change')}</s-button>
      <s-modal id={modal} heading={t('builder.will_change')} onShow={() => setOpen(true)} onHide={() => setOpen(false)}>
        {open && (
          <s-stack gap="base">
            <s-text color="subdued">{t('builder.will_change_hint', {version: survey.version})}</s-text>
            <Difference survey={survey} document={document} />
          </s-stack>
        )}
      </s-modal>
    </>
  );
}
