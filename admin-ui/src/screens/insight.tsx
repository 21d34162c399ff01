// What was answered to a survey, and what came of it.

import {useEffect, useMemo, useState} from 'preact/hooks';
import {api} from '../api';
import {t} from '../i18n';
import {Drop} from '../insight/drop';
import {Empty} from '../insight/empty';
import {Filters} from '../insight/filters';
import {spanOf, type Filter} from '../insight/filter';
import {Fresh} from '../insight/fresh';
import {Funnel, People} from '../insight/funnel';
import {Question} from '../insight/question';
import {Skeleton} from '../insight/skeleton';
import {useFilter} from '../insight/use-filter';
import {insight, type Asked} from '../insight/api';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import type {SurveySummary} from '../types';

export function Insight() {
  const surveys = useLoad((signal) => api.surveys(signal), []);
  return (
    <s-page heading={t('insight.title')} inlineSize="large">
      {surveys.error && <Failed error={surveys.error} retry={surveys.reload} />}
      {!surveys.value && !surveys.error && <Skeleton />}
      {surveys.value?.length === 0 && <Empty why="no_survey" />}
      {surveys.value && surveys.value.length > 0 && <OfSurvey surveys={surveys.value} />}
    </s-page>
  );
}

// The first that was ever published, for a draft has been answered by nobody.
const firstOf = (surveys: SurveySummary[]) => (surveys.find(({state}) => state !== 'draft') ?? surveys[0])!.id;

function OfSurvey({surveys}: {surveys: SurveySummary[]}) {
  const [said, setFilter] = useFilter();
  const filter: Filter = {...said, survey: said.survey || firstOf(surveys)};
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const {survey, surface, country} = filter;
  const span = spanOf(filter, zone);
  const asked: Asked = useMemo(() => ({survey, surface, country, ...span}), [survey, surface, country, span.from, span.to]);
  const over = useLoad((signal) => insight.survey(asked, signal), [asked]);
  const rates = useLoad((signal) => insight.rates(asked, signal), [asked]);
  const of = over.value?.survey.id === survey ? over.value : undefined;
  useEffect(() => {
    if (over.value) setZone(over.value.zone); // the shop's days are what is asked for
  }, [over.value?.zone]);

  const error = over.error ?? rates.error;
  const again = () => {
    over.reload();
    rates.reload();
  };
  const reached = rates.value?.survey.id === survey ? rates.value : undefined;
  const state = surveys.find(({id}) => id === survey)?.state;
  const nobody = of && of.questions.every(({n}) => n === 0);
  return (
    <>
      <Filters filter={filter} surveys={surveys} of={of} change={setFilter} />
      {error && <Failed error={error} retry={again} />}
      {!error && (!of || !reached) && <Skeleton />}
      {!error && of && reached && (
        <>
          {nobody && <Empty why={state === 'draft' ? 'draft' : 'nobody'} survey={survey} filter={filter} change={setFilter} />}
          {!nobody && <People of={of} />}
          {reached.surfaces.length > 0 && <Funnel rates={reached} />}
          {!nobody && <Drop of={of} />}
          <Fresh />
          {!nobody && of.questions.map((question) => (
            <Question key={question.key} question={question} frame={of} asked={asked} by={filter.by} setBy={(by) => setFilter({...filter, by})} />
          ))}
        </>
      )}
    </>
  );
}
