// Every survey, and the templates to begin with.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {starter} from '../editor/document';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {StateBadge} from '../parts/state-badge';
import {Failed, Loading} from '../parts/states';
import {Templates} from '../parts/templates';
import {go} from '../router';
import type {SurveySummary} from '../types';

export function Surveys() {
  const surveys = useLoad((signal) => api.surveys(signal), []);
  const [creating, setCreating] = useState(false);
  const [failed, setFailed] = useState<Error>();

  async function create() {
    setCreating(true);
    try {
      const {languages} = await api.settings();
      const made = await api.create(starter(languages));
      await go(`/surveys/${made.id}`);
    } catch (error) {
      setFailed(error as Error);
      setCreating(false);
    }
  }

  const button = (
    <s-button slot="primary-action" variant="primary" loading={creating} onClick={create}>{t('surveys.create')}</s-button>
  );
  const error = failed ?? surveys.error;
  return (
    <s-page heading={t('surveys.title')}>
      {surveys.value?.length !== 0 && button}
      {error && <Failed error={error} retry={surveys.reload} />}
      {surveys.value === undefined && !error && <Loading />}
      {surveys.value?.length === 0 && <Empty create={create} creating={creating} />}
      {surveys.value && surveys.value.length > 0 && <List surveys={surveys.value} />}
      {surveys.value && <Templates surveys={surveys.value} />}
    </s-page>
  );
}

function Empty({create, creating}: {create: () => void; creating: boolean}) {
  return (
    <s-section accessibilityLabel={t('surveys.empty')}>
      <s-stack alignItems="center" gap="base" padding="large-300">
        <s-heading>{t('surveys.empty')}</s-heading>
        <s-paragraph color="subdued">{t('surveys.empty_hint')}</s-paragraph>
        <s-button variant="primary" loading={creating} onClick={create}>{t('surveys.create')}</s-button>
      </s-stack>
    </s-section>
  );
}

function List({surveys}: {surveys: SurveySummary[]}) {
  return (
    <s-section padding="none" accessibilityLabel={t('surveys.title')}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('surveys.survey')}</s-table-header>
          <s-table-header listSlot="inline">{t('surveys.status')}</s-table-header>
          <s-table-header listSlot="labeled">{t('surveys.asked_on')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">{t('surveys.questions')}</s-table-header>
          <s-table-header listSlot="labeled">{t('surveys.updated')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{surveys.map((survey) => <Row key={survey.id} survey={survey} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({survey}: {survey: SurveySummary}) {
  const link = `survey-${survey.id}`;
  return (
    <s-table-row clickDelegate={link}>
      <s-table-cell><s-link id={link} tone="neutral" href={`/surveys/${survey.id}`}>{survey.title}</s-link></s-table-cell>
      <s-table-cell><StateBadge state={survey.state} /></s-table-cell>
      <s-table-cell>{survey.placements.map((place) => t(`surface.${place}`)).join(', ')}</s-table-cell>
      <s-table-cell>{survey.questions}</s-table-cell>
      <s-table-cell>{ago(survey.updated_at)}</s-table-cell>
    </s-table-row>
  );
}
