// The runs of a destination: how far each is, and what can be done about it.

import {useState} from 'preact/hooks';
import {ago, t} from '../i18n';
import {Failed} from '../parts/states';
import {useFirst} from '../parts/fold';
import {desk} from './api';
import {skippedOf} from '../receipts/words';
import {deedOf, goesOn, progressWords, reasonOf, runTones, titleOf} from './progress';
import type {Run} from './types';

const most = 3; // shown before somebody asks for the others

/** `named` where they are of several destinations. */
export function Runs({runs, changed, named = false}: {runs: Run[]; changed: () => void; named?: boolean}) {
  const {first, rest} = useFirst(runs, most);
  if (runs.length === 0) return null;
  return (
    <s-section heading={t('runs.title')}>
      <s-stack accessibilityRole="unordered-list" gap="large">{first.map((one) => <OneRun key={one.id} run={one} named={named} changed={changed} />)}</s-stack>
      {rest}
    </s-section>
  );
}

function OneRun({run, named, changed}: {run: Run; named: boolean; changed: () => void}) {
  const title = titleOf(run, named);
  return (
    <s-box accessibilityRole="list-item">
      <s-stack gap="small-200">
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-text type="strong">{title}</s-text>
          <s-badge tone={runTones[run.state]}>{t(`runs.states.${run.state}`)}</s-badge>
          <s-text color="subdued">{t('runs.begun', {ago: ago(run.created_at)})}</s-text>
        </s-stack>
        <Course run={run} title={title} changed={changed} />
      </s-stack>
    </s-box>
  );
}

/** How far a run is, and what can be done about it. */
export function Course({run, title, changed}: {run: Run; title: string; changed: () => void}) {
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Error>();
  const going = goesOn(run);

  async function steer(how: 'pause' | 'resume' | 'cancel') {
    setBusy(how);
    setFailed(undefined);
    try {
      await desk.steer(run.id, how);
      changed();
    } catch (error) {
      setFailed(error as Error);
    }
    setBusy('');
  }

  const button = (how: 'pause' | 'resume' | 'cancel', tone: 'critical' | 'auto' = 'auto') => (
    <s-button tone={tone} loading={busy === how} disabled={busy !== '' && busy !== how} accessibilityLabel={`${t(`runs.${how}`)}: ${title}`} onClick={() => void steer(how)}>
      {t(`runs.${how}`)}
    </s-button>
  );

  const left = skippedOf(run.came_to?.skipped ?? null);
  return (
    <s-stack gap="small-200">
      {going && run.total > 0 && <s-progress value={run.done} max={run.total} accessibilityLabel={t('runs.progress', {title})} />}
      <s-paragraph>{progressWords(run)}</s-paragraph>
      {reasonOf(run) && <s-paragraph color="subdued">{reasonOf(run)}</s-paragraph>}
      {left.length > 0 && (
        <s-stack gap="small-300">
          <s-text type="strong">{t('receipts.left')}</s-text>
          <s-unordered-list>{left.map((one) => <s-list-item key={one}>{one}</s-list-item>)}</s-unordered-list>
        </s-stack>
      )}
      {failed && <Failed error={failed} />}
      {going && (
        <s-stack direction="inline" gap="small">
          {run.state === 'running' ? button('pause') : button('resume')}
          {button('cancel', 'critical')}
          <s-text color="subdued">{t(`runs.cancel_hint.${deedOf(run)}`)}</s-text>
        </s-stack>
      )}
    </s-stack>
  );
}
