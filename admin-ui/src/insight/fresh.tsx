// Whose answers are still worth what they were, and what to do about those that are not.

import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {insight} from './api';
import {rowHeight} from './charts/height';
import {fileName} from './csv';
import {Figure} from './figure';
import {agedAt, freshBars, freshTable, termOf} from './worth';
import type {FreshQuestion, Freshness} from './types';
import {dayOf, figure} from './words';

export function Fresh() {
  const {value, error, reload} = useLoad((signal) => insight.freshness(signal), []);
  return (
    <s-section heading={t('insight.fresh.title')}>
      <s-stack gap="large">
        <s-paragraph color="subdued">{t('insight.fresh.hint')}</s-paragraph>
        {error && <Failed error={error} retry={reload} />}
        {!value && !error && <s-spinner accessibilityLabel={t('insight.fresh.loading')} />}
        {value && <Counted of={value} />}
      </s-stack>
    </s-section>
  );
}

function Counted({of}: {of: Freshness}) {
  if (of.questions.length === 0) {
    return (
      <s-stack gap="base">
        <s-paragraph>{t('insight.fresh.none')}</s-paragraph>
        <s-stack direction="inline"><s-button href="/surveys">{t('nav.surveys')}</s-button></s-stack>
      </s-stack>
    );
  }
  if (!of.as_of) return <s-paragraph>{t('insight.fresh.counting')}</s-paragraph>;
  return (
    <>
      {of.questions.map((question) => <Worth key={question.key} question={question} day={of.as_of!.slice(0, 10)} />)}
      <s-paragraph color="subdued">{t('insight.fresh.as_of', {when: ago(of.as_of)})}</s-paragraph>
    </>
  );
}

function Worth({question, day}: {question: FreshQuestion; day: string}) {
  const {key, prompt, people, small, surveys} = question;
  const bars = freshBars(question);
  const name = t('insight.fresh.name', {prompt});
  return (
    <s-stack gap="small">
      <s-heading>{prompt}</s-heading>
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-text color="subdued">{[t('insight.fresh.people', {count: people, n: figure(people)}), ...termOf(question)].join(' · ')}</s-text>
        {people > 0 && small && <s-badge tone="warning">{t('insight.few')}</s-badge>}
        {surveys.length === 0 && <s-badge>{t('insight.retired')}</s-badge>}
      </s-stack>
      {people > 0 && (
        <Figure
          name={name} height={bars.length * rowHeight} table={freshTable([question])} file={fileName(key, 'freshness', day)}
          draw={({Bars}) => <Bars title={name} desc={t('insight.fresh.desc')} bars={bars} most={people} />}
        />
      )}
      <Act question={question} />
    </s-stack>
  );
}

/** Who the stale ones are, and where they are asked again. */
function Act({question}: {question: FreshQuestion}) {
  const {prompt, stale, aging, doubted, surveys, stale_before: before} = question;
  if (stale + aging + doubted === 0) return null;
  const [first] = surveys;
  return (
    <s-stack gap="small">
      <s-paragraph color="subdued">{first ? t('insight.fresh.again', {title: first.title}) : t('insight.fresh.nowhere')}</s-paragraph>
      <s-stack direction="inline" gap="small">
        {first && <s-button href={`/surveys/${first.id}`} accessibilityLabel={t('insight.fresh.open_label', {title: first.title, prompt})}>{t('insight.empty.open')}</s-button>}
        {!first && <s-button href="/surveys" accessibilityLabel={t('insight.fresh.ask_label', {prompt})}>{t('insight.fresh.ask')}</s-button>}
        {stale > 0 && before && (
          <s-button variant="tertiary" href={agedAt(question, before)} accessibilityLabel={t('insight.fresh.who_label', {day: dayOf(before), prompt})}>
            {t('insight.fresh.who', {day: dayOf(before)})}
          </s-button>
        )}
      </s-stack>
    </s-stack>
  );
}
