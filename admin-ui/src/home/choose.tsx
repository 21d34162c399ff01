// The first step: a few templates, one for each kind of place.

import {api} from '../api';
import {span, t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import type {Template} from '../types';

// After an order, on a page of the theme, and in its corner.
const first = ['attribution', 'poll', 'found-it'];

export function Choose() {
  const {value, error, reload} = useLoad((signal) => api.templates(signal), []);
  if (error) return <Failed error={error} retry={reload} />;
  return (
    <s-stack gap="base">
      <s-paragraph>{t('home.guide.choose.hint')}</s-paragraph>
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(15rem, 100%), 1fr))" gap="base">
        {first.map((name) => <Card key={name} template={value?.find((one) => one.name === name)} />)}
      </s-grid>
      <s-stack direction="inline"><s-button href="/surveys">{t('home.guide.choose.all')}</s-button></s-stack>
    </s-stack>
  );
}

// It has its size before it has its words, so nothing jumps.
function Card({template}: {template: Template | undefined}) {
  return (
    <s-box padding="base" border="base" borderRadius="base" minBlockSize="190px">
      {template && (
        <s-stack gap="small-200" justifyContent="space-between" blockSize="100%">
          <s-stack gap="small-200">
            <s-heading>{template.title}</s-heading>
            <s-paragraph>{template.purpose}</s-paragraph>
          </s-stack>
          <s-stack gap="small-200">
            <s-text color="subdued">{t('templates.questions', {count: template.questions})} · {t('templates.seconds', {time: span(template.seconds)})}</s-text>
            <s-stack direction="inline">
              <s-button href={`/start/${template.name}`} accessibilityLabel={t('home.guide.choose.button_label', {title: template.title})}>{t('home.guide.choose.button')}</s-button>
            </s-stack>
          </s-stack>
        </s-stack>
      )}
    </s-box>
  );
}
