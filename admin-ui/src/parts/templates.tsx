// Surveys to begin with, each installed and published by one button.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {languageName, span, t} from '../i18n';
import {useLoad} from '../load';
import {go} from '../router';
import type {SurveySummary, Template} from '../types';
import {Failed} from './states';

/** The templates; those the shop has lead to their survey instead. */
export function Templates({surveys}: {surveys: SurveySummary[]}) {
  const {value, error, reload} = useLoad((signal) => api.templates(signal), []);
  const [busy, setBusy] = useState('');
  if (error) return <Failed error={error} retry={reload} />;
  if (!value) return null;
  return (
    <s-section heading={t('templates.title')}>
      <s-paragraph color="subdued">{t('templates.hint')}</s-paragraph>
      <s-grid accessibilityRole="unordered-list" gridTemplateColumns="repeat(auto-fill, minmax(min(17rem, 100%), 1fr))" gap="base">
        {value.map((one) => (
          <Card key={one.name} template={one} installed={surveys.find(({handle}) => handle === one.surveys[0]?.handle)} busy={busy} setBusy={setBusy} />
        ))}
      </s-grid>
    </s-section>
  );
}

interface CardProps {
  template: Template;
  installed: SurveySummary | undefined;
  /** The name of the one that is being installed: one at a time. */
  busy: string;
  setBusy(name: string): void;
}

function Card({template, installed, busy, setBusy}: CardProps) {
  const [failed, setFailed] = useState<Error>();
  const {name, title, purpose, promise} = template;

  async function install() {
    setBusy(name);
    setFailed(undefined);
    try {
      const [first] = await api.install(name);
      await go(first ? `/surveys/${first.id}` : '/surveys');
    } catch (error) {
      setFailed(error as Error);
    }
    setBusy('');
  }

  return (
    <s-box accessibilityRole="list-item" padding="base" border="base" borderRadius="base">
      <s-stack gap="small-200" justifyContent="space-between" blockSize="100%">
        <s-stack gap="small-200">
          <s-heading>{title}</s-heading>
          <s-paragraph>{purpose}</s-paragraph>
          {promise && <s-paragraph color="subdued">{t('templates.promise', {promise})}</s-paragraph>}
        </s-stack>
        <s-stack gap="small-200">
          <s-text color="subdued">{facts(template)}</s-text>
          <s-text color="subdued">{template.languages.map(languageName).join(', ')}</s-text>
          {failed && <Failed error={failed} />}
          <s-stack direction="inline">
            {installed ? (
              <s-button href={`/surveys/${installed.id}`} accessibilityLabel={t('templates.open_label', {title})}>{t('templates.open')}</s-button>
            ) : (
              <s-button loading={busy === name} disabled={busy !== '' && busy !== name} onClick={install} accessibilityLabel={t('templates.install_label', {title})}>
                {t('templates.install')}
              </s-button>
            )}
          </s-stack>
        </s-stack>
      </s-stack>
    </s-box>
  );
}

/** "5 questions · about 40 seconds · with a reward" */
function facts({questions, seconds, rewards}: Template): string {
  const all = [t('templates.questions', {count: questions}), t('templates.seconds', {time: span(seconds)})];
  if (rewards.length > 0) all.push(t('templates.reward'));
  return all.join(' · ');
}
