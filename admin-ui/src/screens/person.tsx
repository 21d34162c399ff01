// One shopper: who they are, what they have told, what was seen, what happened, and why
// they are asked what they are asked.

import type {ComponentType} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {api, Problem, type Who} from '../api';
import {typed} from '../editor/words-input';
import {dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {Fold} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import {Consents} from '../people/consents';
import {TheirData} from '../people/data';
import {Erased} from '../people/erased';
import {Explain} from '../people/explain';
import {Identities} from '../people/identities';
import {Joins} from '../people/joins';
import {momentOf} from '../people/moment';
import {Seen} from '../people/seen';
import {useCalled} from '../people/shopify';
import {Timeline} from '../people/timeline';
import {Told} from '../people/told';
import {nameOf, whoOf} from '../people/who';
import {WhoCard} from '../people/who-card';
import {KeptBack} from '../people/withheld';
import type {Erasure, PersonDetails} from '../types';

export function Person({id}: {id: string}) {
  const who = whoOf(id);
  const [erased, setErased] = useState<Erasure>();
  if (who && !erased) return <Known who={who} erased={setErased} />;
  return (
    <s-page heading={erased ? t('people.data.erased') : t('people.title')}>
      <Back />
      {erased ? <Erased begun={erased} /> : <s-banner tone="critical">{t('people.no_such')}</s-banner>}
    </s-page>
  );
}

const Back = () => <s-link slot="breadcrumb-actions" href="/people">{t('people.title')}</s-link>;

function Known({who, erased}: {who: Who; erased: (erasure: Erasure) => void}) {
  const [day, setDay] = useState('');
  const [round, setRound] = useState(0); // of what is read again once something is written down
  const [told, setTold] = useState(false); // what happened: what stands below it waits, and does not move
  const details = useLoad((signal) => api.person(who, signal), [round]);
  const profile = useLoad((signal) => api.profile(who, momentOf(day), signal), [day, round]);
  const person = details.value?.person ?? {...(who.customer !== '0' ? {customer: who.customer} : {order: who.order})};
  const called = useCalled([who.customer, person.customer ?? ''].filter((one) => Number(one) > 0)).get(person.customer ?? '');
  const name = called?.name ?? nameOf(person);
  const then = momentOf(day) !== '';
  const changed = () => setRound((n) => n + 1);
  const {error} = details;
  return (
    <s-page heading={name}>
      <Back />
      {details.value?.person.customer && <s-button slot="secondary-actions" href={`shopify:admin/customers/${details.value.person.customer}`}>{t('people.see_in_shopify')}</s-button>}
      {error && (missing(error) ? <s-banner tone="critical">{t('people.not_found')}</s-banner> : <Failed error={error} retry={details.reload} />)}
      {!details.value && !error && <Loading />}
      {details.value && <WhoCard person={person} profile={profile.value} called={called} />}
      {details.value && profile.error && <Failed error={profile.error} retry={profile.reload} />}
      {details.value && !profile.value && !profile.error && <Loading />}
      {details.value && profile.value && (
        <Told declared={profile.value.declared} zone={profile.value.zone} surveys={surveysOf(details.value)} then={then}>
          {!then && <Fold show={t('people.record.show')} label={name}><WriteDown who={who} changed={changed} /></Fold>}
        </Told>
      )}
      {details.value && details.value.withheld.length > 0 && <KeptBack withheld={details.value.withheld} answers={details.value.answers} />}
      {details.value && profile.value && <Timeline who={who} round={round} ready={() => setTold(true)} />}
      {told && <Explain who={who} />}
      {details.value && (profile.value || profile.error) && (
        <s-stack slot="aside" gap="base">
          {profile.value && <Seen profile={profile.value} then={then} />}
          {profile.value && <Consents consents={profile.value.consents} zone={profile.value.zone} then={then} />}
          <s-section heading={t('people.time.heading')}>
            <s-date-field label={t('people.time.day')} details={t('people.time.day_hint')} value={day} onChange={(event: Event) => setDay(typed(event))} />
            {then && <s-paragraph color="subdued">{t('people.time.hint')}</s-paragraph>}
          </s-section>
          {details.value.promises.length > 0 && <Promises promises={details.value.promises} />}
          <Identities who={who} identities={details.value.identities} changed={changed} />
          <Joins who={who} joins={details.value.joins} changed={changed} />
          <TheirData who={who} name={name} erased={erased} />
        </s-stack>
      )}
    </s-page>
  );
}

const missing = (error: Error) => error instanceof Problem && error.status === 404;

const surveysOf = ({answers}: PersonDetails) => new Map(answers.map(({question, survey}) => [question, survey]));

/** The fields of every kind of question are heavy, and few write something down. */
function WriteDown(props: {who: Who; changed: () => void}) {
  const [Record, setRecord] = useState<ComponentType<typeof props>>();
  const [failed, setFailed] = useState<Error>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    setFailed(undefined);
    import('../people/record').then(({default: loaded}) => setRecord(() => loaded), setFailed);
  }, [round]);
  if (failed) return <Failed error={failed} retry={() => setRound(round + 1)} />;
  return Record ? <Record {...props} /> : <Loading />;
}

function Promises({promises}: {promises: PersonDetails['promises']}) {
  return (
    <s-section heading={t('people.promises')}>
      <s-stack accessibilityRole="unordered-list" gap="small">
        {promises.map((one) => (
          <s-stack key={one.reward} accessibilityRole="list-item" gap="small-400">
            <s-link tone="neutral" href={`/rewards/${one.reward}`}>{one.title}</s-link>
            <s-text color="subdued">{one.code ?? t('people.no_code_yet')}, {dayOf(one.promised_at)}</s-text>
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}
