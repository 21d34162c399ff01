// One response: every answer of it, and where that went.

import {Problem} from '../api';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {nameOf, pathOf} from '../people/who';
import {receipts} from '../receipts/api';
import {Trail} from '../receipts/trail';
import type {Response as Given} from '../types';

const pollEvery = 2000; // ms

export function Response({id}: {id: string}) {
  const {value, error, reload} = useLoad((signal) => receipts.trail(id, signal), [id], pollEvery);
  return (
    <s-page heading={t('receipts.trail')}>
      <s-link slot="breadcrumb-actions" href="/responses">{t('responses.title')}</s-link>
      {error && (missing(error) ? <s-banner tone="critical">{t('receipts.no_response')}</s-banner> : <Failed error={error} retry={reload} />)}
      {!value && !error && <Loading />}
      {value && <About response={value.response} />}
      {value?.answers.map(({question, prompt, values, went}) => (
        <s-section key={question} heading={values.join(', ') || t('people.time.taken_back')}>
          <s-stack gap="base">
            <s-text color="subdued">{prompt}</s-text>
            <Trail went={went} />
          </s-stack>
        </s-section>
      ))}
    </s-page>
  );
}

const missing = (error: Error) => error instanceof Problem && error.status === 404;

function About({response: {customer, order, survey, surface, submitted_at}}: {response: Given}) {
  return (
    <s-section accessibilityLabel={t('receipts.about')}>
      <s-stack gap="small-300">
        {customer ? <s-link href={pathOf({customer})}>{nameOf({customer})}</s-link> : <s-text>{t('responses.guest')}</s-text>}
        {order && <s-text>{t('responses.order', {order})}</s-text>}
        <s-link tone="neutral" href={`/surveys/${survey.id}`}>{survey.title}</s-link>
        <s-text color="subdued">{t('receipts.given', {where: t(`surface.${surface}`), when: ago(submitted_at)})}</s-text>
      </s-stack>
    </s-section>
  );
}
