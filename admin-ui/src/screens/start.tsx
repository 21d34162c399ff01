// A template before it is published: what shoppers will read, and the button that asks them.

import {useState} from 'preact/hooks';
import {api, call} from '../api';
import {Preview} from '../editor/preview';
import type {WholeTemplate} from '../home/types';
import {languageName, listed, span, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {go} from '../router';

export function Start({name}: {name: string}) {
  const {value, error, reload} = useLoad((signal) => call<WholeTemplate>('GET', `/templates/${encodeURIComponent(name)}`, undefined, signal), [name]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();

  async function publish() {
    setBusy(true);
    setFailed(undefined);
    try {
      await api.install(name);
      await go('/');
    } catch (problem) {
      setFailed(problem as Error);
      setBusy(false);
    }
  }

  return (
    <s-page heading={value?.title ?? t('templates.title')}>
      <s-link slot="breadcrumb-actions" href="/">{t('home.title')}</s-link>
      {value && <s-button slot="primary-action" variant="primary" loading={busy} onClick={publish}>{t('home.start.publish')}</s-button>}
      {error && <Failed error={error} retry={reload} />}
      {failed && <Failed error={failed} retry={publish} />}
      {!value && !error && <Loading />}
      {value && <About template={value} />}
      {value?.documents.map((one) => <Preview key={one.handle} document={one} language={one.languages[0] ?? 'en'} />)}
    </s-page>
  );
}

function About({template}: {template: WholeTemplate}) {
  const places = [...new Set(template.documents.flatMap(({placements}) => placements))];
  return (
    <s-section accessibilityLabel={template.title}>
      <s-stack gap="small">
        <s-paragraph>{template.purpose}</s-paragraph>
        {template.promise && <s-paragraph>{t('templates.promise', {promise: template.promise})}</s-paragraph>}
        <s-paragraph color="subdued">{t('home.start.facts', {
          questions: t('templates.questions', {count: template.questions}), time: t('templates.seconds', {time: span(template.seconds)}),
          where: listed(places.map((place) => t(`surface.${place}`))), languages: listed(template.languages.map(languageName)),
        })}</s-paragraph>
        <s-paragraph color="subdued">{t('home.start.later')}</s-paragraph>
      </s-stack>
    </s-section>
  );
}
