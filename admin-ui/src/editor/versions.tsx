// What was published before, what each version changed, and the way back to it.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {ago, t} from '../i18n';
import {Failed} from '../parts/states';
import type {Survey, SurveyDocument, Version, VersionLine} from '../types';
import {changeWords} from './changes';
import {restored} from './restore';

const mostChanges = 30; // told of one version

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
      {lines.map((line) => <Line key={line.version} line={line} survey={survey} restore={restore} />)}
      {next && <s-stack direction="inline"><s-button variant="tertiary" onClick={() => void load(next, lines)}>{t('builder.older')}</s-button></s-stack>}
    </s-section>
  );
}

function Line({line, survey, restore}: {line: VersionLine; survey: Survey; restore: (version: Version) => void}) {
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
      {open && version && <Changes version={version} />}
      {open && version && <s-button accessibilityLabel={t('builder.restore_of', {version: line.version})} onClick={() => restore(version)}>{t('builder.restore')}</s-button>}
    </s-stack>
  );
}

function Changes({version: {changes, before}}: {version: Version}) {
  if (!before) return <s-text color="subdued">{t('builder.first_version')}</s-text>;
  if (changes.length === 0) return <s-text color="subdued">{t('builder.no_change')}</s-text>;
  return (
    <s-unordered-list>
      {changes.slice(0, mostChanges).map((one) => {
        const {what, place, from, to} = changeWords(one);
        return <s-list-item key={one.path}>{t(from && to ? 'builder.changed_from' : from || to ? 'builder.changed_one' : 'builder.changed_what', {what, place, from, to: to || from})}</s-list-item>;
      })}
      {changes.length > mostChanges && <s-list-item>{t('editor.missing_more', {n: changes.length - mostChanges})}</s-list-item>}
    </s-unordered-list>
  );
}
