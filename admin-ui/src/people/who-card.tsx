// Who a shopper is, at a glance.

import {t} from '../i18n';
import type {PersonDetails} from '../types';
import {dayIn} from './days';
import type {Profile} from './moment';
import {factsOf} from './seen';
import type {Called} from './shopify';

interface Props {
  person: PersonDetails['person'];
  profile: Profile | undefined;
  called: Called | undefined;
}

export function WhoCard({person, profile, called}: Props) {
  const zone = profile?.zone ?? 'UTC';
  const lines = [
    called && person.email ? person.email : '',
    person.customer ? t('people.customer', {id: person.customer}) : t('people.card.a_guest', {order: person.order_name ?? person.order ?? ''}),
    called?.since ? t('people.card.in_shopify_since', {day: dayIn(zone, called.since)}) : '',
    profile?.since ? t('people.card.known_since', {day: dayIn(zone, profile.since)}) : profile ? t('people.card.unknown') : '',
  ].filter(Boolean);
  return (
    <s-section accessibilityLabel={t('people.card.who')}>
      <s-stack gap="base">
        <s-stack direction="inline" gap="small-400 base">{lines.map((one) => <s-text key={one} color="subdued">{one}</s-text>)}</s-stack>
        {profile && <Figures profile={profile} />}
      </s-stack>
    </s-section>
  );
}

function Figures({profile}: {profile: Profile}) {
  const stood = profile.declared.filter(({state}) => state !== 'cleared');
  const fresh = stood.filter(({state}) => state === 'fresh').length;
  const agreed = profile.consents.filter(({state}) => state === 'granted').length;
  const seen = factsOf(profile).filter(([name]) => name === 'orders' || name === 'spent');
  const figures: [string, string][] = [
    [t('people.card.facts.answers'), stood.length === 0 ? '0' : fresh === stood.length ? t('people.card.facts.all_fresh', {count: fresh}) : t('people.card.facts.of', {fresh, count: stood.length})],
    [t('people.card.facts.consents'), String(agreed)],
    ...seen.map(([name, value]): [string, string] => [t(`people.card.facts.${name}`), value]),
  ];
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(7rem, 1fr))" gap="base">
      {figures.map(([name, value]) => (
        <s-stack key={name} gap="small-400">
          <s-text color="subdued">{name}</s-text>
          <s-text type="strong">{value}</s-text>
        </s-stack>
      ))}
    </s-grid>
  );
}
