// One shopper: what she has said, and what she would be asked now.

import {api, Problem, type Who} from '../api';
import {ago, dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {Explain} from '../people/explain';
import {Identities} from '../people/identities';
import {Joins} from '../people/joins';
import {ThroughTime} from '../people/profile';
import {nameOf, whoOf} from '../people/who';
import {KeptBack} from '../people/withheld';
import type {PersonDetails} from '../types';

export function Person({id}: {id: string}) {
  const who = whoOf(id);
  if (who) return <Known who={who} />;
  return (
    <s-page heading={t('people.title')}>
      <s-link slot="breadcrumb-actions" href="/people">{t('people.title')}</s-link>
      <s-banner tone="critical">{t('people.no_such')}</s-banner>
    </s-page>
  );
}

function Known({who}: {who: Who}) {
  const {value, error, reload} = useLoad((signal) => api.person(who, signal), []);
  const customer = who.customer !== '0';
  return (
    <s-page heading={nameOf(value?.person ?? {...(customer ? {customer: who.customer} : {order: who.order})})}>
      <s-link slot="breadcrumb-actions" href="/people">{t('people.title')}</s-link>
      {value?.person.customer && <s-button slot="secondary-actions" href={`shopify:admin/customers/${value.person.customer}`}>{t('people.see_in_shopify')}</s-button>}
      {error && (missing(error) ? <s-banner tone="critical">{t('people.not_found')}</s-banner> : <Failed error={error} retry={reload} />)}
      {!value && !error && <Loading />}
      {value && <Answers answers={value.answers} />}
      {value && value.withheld.length > 0 && <KeptBack withheld={value.withheld} answers={value.answers} />}
      {value && value.promises.length > 0 && <Promises promises={value.promises} />}
      {value && <Identities who={who} identities={value.identities} changed={reload} />}
      {value && <Joins who={who} joins={value.joins} changed={reload} />}
      {!error && <ThroughTime who={who} />}
      {!error && <Explain who={who} />}
    </s-page>
  );
}

const missing = (error: Error) => error instanceof Problem && error.status === 404;

function Answers({answers}: {answers: PersonDetails['answers']}) {
  if (answers.length === 0) return <s-section heading={t('people.answers')}><s-paragraph color="subdued">{t('people.no_answers')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('people.answers')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.answer')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.question')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.survey')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.when')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {answers.map((one) => (
            <s-table-row key={one.question}>
              <s-table-cell>{one.values.join(', ')}</s-table-cell>
              <s-table-cell><s-text color="subdued">{one.prompt}</s-text></s-table-cell>
              <s-table-cell><s-link tone="neutral" href={`/surveys/${one.survey.id}`}>{one.survey.title}</s-link></s-table-cell>
              <s-table-cell>{ago(one.answered_at)}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

function Promises({promises}: {promises: PersonDetails['promises']}) {
  return (
    <s-section heading={t('people.promises')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('rewards.reward')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.code')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.when')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {promises.map((one) => (
            <s-table-row key={one.reward}>
              <s-table-cell><s-link tone="neutral" href={`/rewards/${one.reward}`}>{one.title}</s-link></s-table-cell>
              <s-table-cell><s-text>{one.code ?? t('people.no_code_yet')}</s-text></s-table-cell>
              <s-table-cell>{dayOf(one.promised_at)}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
