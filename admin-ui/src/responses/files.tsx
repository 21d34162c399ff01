// Files of responses: asking for one, watching it, and having it.

import {useEffect, useState} from 'preact/hooks';
import {ago, amount, t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {useFirst} from '../parts/fold';
import {saveBlob} from '../privacy/save';
import type {SurveySummary} from '../types';
import {course, fileName, files, tones, type File, type Format} from './file';
import {names, said, type Asked, type ResponseFilter} from './filter';

export const modal = 'export-responses';

const pollEvery = 1000; // ms, while one is made
const most = 3; // shown before somebody asks for the others

interface Props {
  filter: ResponseFilter;
  surveys: SurveySummary[];
  questions: Asked[];
}

/** What was asked for, as long as it is kept; nothing where nothing was. */
export function Files(props: Props) {
  const [going, setGoing] = useState(false);
  const {value = [], error, reload} = useLoad((signal) => files.list(signal), [], going ? pollEvery : 0);
  const running = value.some(({state}) => state === 'running');
  useEffect(() => setGoing(running), [running]);
  useEffect(() => {
    if (going) reload();
  }, [going]);
  const {first, rest} = useFirst(value, most);
  return (
    <>
      {error && <Failed error={error} retry={reload} />}
      {value.length > 0 && (
        <s-section heading={t('responses.files.title')}>
          <s-stack gap="base">
            <s-paragraph color="subdued">{t('responses.files.kept')}</s-paragraph>
            <s-stack accessibilityRole="unordered-list" gap="large">{first.map((one) => <OneFile key={one.id} file={one} surveys={props.surveys} changed={reload} />)}</s-stack>
            {rest}
          </s-stack>
        </s-section>
      )}
      <Begin {...props} begun={reload} />
    </>
  );
}

function OneFile({file, surveys, changed}: {file: File; surveys: SurveySummary[]; changed: () => void}) {
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Error>();
  const title = t(`responses.files.formats.${file.format}`);
  const about = `${title}, ${ago(file.created_at)}`;
  const run = (what: string, doing: () => Promise<unknown>) => async () => {
    setBusy(what);
    setFailed(undefined);
    try {
      await doing();
      changed();
    } catch (error) {
      setFailed(error as Error);
    }
    setBusy('');
  };
  const button = (what: 'download' | 'cancel' | 'remove', doing: () => Promise<unknown>) => (
    <s-button variant={what === 'download' ? 'secondary' : 'tertiary'} {...(what === 'download' ? {icon: 'download' as const} : {tone: 'critical' as const})}
      loading={busy === what} disabled={busy !== '' && busy !== what} accessibilityLabel={`${t(`responses.files.${what}`)}: ${about}`} onClick={() => void run(what, doing)()}>
      {t(`responses.files.${what}`)}
    </s-button>
  );
  return (
    <s-box accessibilityRole="list-item">
      <s-stack gap="small-200">
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-text type="strong">{title}</s-text>
          <s-badge tone={tones[file.state]}>{t(`responses.files.states.${file.state}`)}</s-badge>
          <s-text color="subdued">{ago(file.created_at)}</s-text>
        </s-stack>
        {file.state === 'running' && file.total > 0 && <s-progress value={file.looked} max={file.total} accessibilityLabel={t('responses.files.progress')} />}
        <s-paragraph>{course(file)}</s-paragraph>
        <s-text color="subdued">{whichOf(file.filter, surveys)}</s-text>
        {failed && <Failed error={failed} />}
        <s-stack direction="inline" gap="small">
          {file.state === 'done' && button('download', async () => saveBlob(fileName(file), await files.get(file.id)))}
          {file.state === 'running' ? button('cancel', () => files.cancel(file.id)) : button('remove', () => files.remove(file.id))}
        </s-stack>
      </s-stack>
    </s-box>
  );
}

/** Which responses a filter leaves, in words. */
function whichOf(filter: ResponseFilter, surveys: SurveySummary[], questions: Asked[] = []): string {
  const parts = names.flatMap((name) => (filter[name] ? [said(name, filter[name], surveys, questions, filter.question)] : []));
  return parts.length > 0 ? parts.join(' · ') : t('responses.files.all');
}

function Begin({filter, surveys, questions, begun}: Props & {begun: () => void}) {
  const [format, setFormat] = useState<Format>('csv');
  const [failed, setFailed] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await files.begin(format, filter);
      (document.getElementById(modal) as unknown as {hideOverlay(): void} | null)?.hideOverlay();
      begun();
    } catch (failure) {
      setFailed(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <s-modal id={modal} heading={t('responses.files.ask')}>
      <s-stack gap="base">
        {failed && <Failed error={failed} />}
        <s-paragraph>{t('responses.files.which', {which: whichOf(filter, surveys, questions)})}</s-paragraph>
        <s-choice-list label={t('responses.files.format')} name="format" values={[format]}
          onChange={(event: Event) => setFormat(((event.currentTarget as unknown as {values: string[]}).values[0] ?? 'csv') as Format)}>
          {(['csv', 'parquet'] as const).map((one) => (
            <s-choice key={one} value={one} selected={one === format}>
              {t(`responses.files.formats.${one}`)}
              <s-text slot="details">{t(`responses.files.for.${one}`)}</s-text>
            </s-choice>
          ))}
        </s-choice-list>
        <s-paragraph color="subdued">{t('responses.files.care')}</s-paragraph>
      </s-stack>
      <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('responses.views.cancel')}</s-button>
      <s-button slot="primary-action" variant="primary" loading={busy} onClick={() => void begin()}>{t('responses.files.begin')}</s-button>
    </s-modal>
  );
}
