// What was published before, what each version changed, and the way back to it.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {ago, t} from '../i18n';
import {Failed} from '../parts/states';
import type {Survey, SurveyDocument, Version, VersionLine} from '../types';
import {Changes, Difference} from './difference';
import {restored} from './restore';

interface VersionsProps {
  survey: Survey;
  document: SurveyDocument;
  change: (document: SurveyDocument) => void;
  say: (words: string) => void;
}

export function Versions({survey, document, change, say}: VersionsProps) {
  const [lines, setLines] = useState<VersionLine[]>([]);
  const [next, setNext] = useState<string>();
  const [failure, setFailure] = useState<Error>();
  const load = async (cursor: string, before: VersionLine[]) => {
    try {
      const page = await api.versions(survey.id, cursor);
      setLines([...before, ...page.versions]);
      setNext(page.next);
      setFailure(undefined);
    } catch (error) {
      setFailure(error as Error);
    }
  };
  useEffect(() => void (survey.version > 0 && load('', [])), [survey.id, survey.version]);
  if (survey.version === 0) return null;
  const restore = (version: Version) => {
    change(restored(document, version.document));
    const words = t('builder.restored', {version: version.version});
    shopify.toast.show(words);
    say(words);
  };
  return (
    <s-section heading={t('builder.versions')}>
      {failure && <Failed error={failure} retry={() => void load('', [])} />}
      {lines.map((line) => <Line key={line.version} {...{line, survey, document, restore}} />)}
      {next && <s-stack direction="inline"><s-button variant="tertiary" onClick={() => void load(next, lines)}>{t('builder.older')}</s-button></s-stack>}
    </s-section>
  );
}

interface LineProps extends Pick<VersionsProps, 'survey' | 'document'> {
  line: VersionLine;
  restore: (version: Version) => void;
}

function Line({line, survey, document, restore}: LineProps) {
  const [compared, setCompared] = useState(false);
  const [open, setOpen] = useState(false);
  const [version, setVersion] = useState<Version>();
  const [failure, setFailure] = useState<Error>();
  const toggle = () => {
    setOpen(!open);
    if (!open && !version) void api.version(survey.id, line.version).then(setVersion, setFailure);
  };
  return (
    <s-stack gap="small-300" alignItems="start">
      <s-text type="strong">{t(line.version === survey.version ? 'builder.version_live' : 'builder.version', {version: line.version})}</s-text>
      <s-text color="subdued">{t('builder.version_of', {when: ago(line.published_at), questions: line.questions})}</s-text>
      <s-button variant="tertiary" icon={open ? 'chevron-up' : 'chevron-down'} accessibilityLabel={t('builder.what_changed_in', {version: line.version})} onClick={toggle}>{t('builder.what_changed')}</s-button>
      {open && failure && <Failed error={failure} />}
      {open && version && (version.before ? <Changes survey={survey.id} changes={version.changes} document={version.document} before={version.before} none={t('builder.no_change')} /> : <s-text color="subdued">{t('builder.first_version')}</s-text>)}
      {open && version && (
        <s-stack direction="inline" gap="small-300">
          <s-button accessibilityLabel={t('builder.restore_of', {version: line.version})} onClick={() => restore(version)}>{t('builder.restore')}</s-button>
          <s-button variant="tertiary" accessibilityLabel={`${t(compared ? 'builder.compared' : 'builder.compare')}: ${t('builder.version', {version: line.version})}`} onClick={() => setCompared(!compared)}>{t(compared ? 'builder.compared' : 'builder.compare')}</s-button>
        </s-stack>
      )}
      {open && compared && <s-text type="strong">{t('builder.to_draft', {version: line.version})}</s-text>}
      {open && compared && <Difference survey={survey} document={document} version={line.version} />}
    </s-stack>
  );
}
