// The data map: what is kept of people, why, by what right, where it goes, how long.

import {api} from '../api';
import {listed, t} from '../i18n';
import {useLoad} from '../load';
import {Fold} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import type {DataMap, MappedQuestion} from '../types';
import {Kinds} from './kinds';

export function Map() {
  const {value, error, reload} = useLoad((signal) => api.dataMap(signal), []);
  const surveys = [...new Set(value?.questions.map(({survey}) => survey))];
  return (
    <s-section heading={t('privacy.map')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && (
        <s-stack gap="base">
          <s-paragraph color="subdued">{t('privacy.map_hint')}</s-paragraph>
          {surveys.length === 0 && <s-paragraph color="subdued">{t('privacy.map_none')}</s-paragraph>}
          {surveys.map((one) => <Survey key={one} survey={one} data={value} />)}
          <Kinds kinds={value.kinds} />
        </s-stack>
      )}
    </s-section>
  );
}

function Survey({survey, data}: {survey: string; data: DataMap}) {
  const asked = data.questions.filter((one) => one.survey === survey);
  const title = asked[0]?.title ?? survey;
  return (
    <s-stack gap="small">
      <s-heading>{title}</s-heading>
      <Fold show={t('privacy.show_questions', {count: asked.length})} label={title}>
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{t('privacy.line.question')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.basis')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.goes')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.kept')}</s-table-header>
          </s-table-header-row>
          <s-table-body>{asked.map((one) => <Row key={one.key} question={one} data={data} />)}</s-table-body>
        </s-table>
      </Fold>
    </s-stack>
  );
}

function Row({question, data}: {question: MappedQuestion; data: DataMap}) {
  const purpose = data.purposes.find(({key}) => key === question.purpose)?.title ?? question.purpose;
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack gap="small-400">
          <s-text>{question.prompt}</s-text>
          {question.sensitive && <s-stack direction="inline"><s-badge tone="warning">{t('privacy.sensitive')}</s-badge></s-stack>}
          {question.why && <s-text color="subdued">{question.why}</s-text>}
        </s-stack>
      </s-table-cell>
      <s-table-cell>{question.basis ? t('privacy.by', {purpose, basis: t(`privacy.bases.${question.basis}`)}) : t('privacy.no_purpose', {purpose})}</s-table-cell>
      <s-table-cell><Ways question={question} /></s-table-cell>
      <s-table-cell>{question.keep_days ? t('privacy.days', {count: question.keep_days}) : t('privacy.until_taken_back')}</s-table-cell>
    </s-table-row>
  );
}

function Ways({question: {goes, withheld}}: {question: MappedQuestion}) {
  const words = (list: MappedQuestion['goes'], key: string) =>
    [...new globalThis.Map(list.map(({destination, title}) => [destination, title]))].map(([to, title]) => {
      const ways = listed(list.filter(({destination}) => destination === to).map(({as}) => as));
      return <s-text key={to}>{t(key, {destination: title, ways})}</s-text>;
    });
  if (goes.length + withheld.length === 0) return <s-text color="subdued">{t('privacy.nowhere')}</s-text>;
  return <s-stack gap="small-400">{words(goes, 'privacy.way')}{words(withheld, 'privacy.kept_back')}</s-stack>;
}
