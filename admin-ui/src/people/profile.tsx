// A shopper as they stood on any day: what they had told, beside what had been seen.

import {useState} from 'preact/hooks';
import {api, type Who} from '../api';
import {typed} from '../editor/words-input';
import {dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {momentOf, type Declared, type Freshness, type Profile} from './moment';

const tones = {fresh: 'success', stale: 'caution', doubted: 'warning', cleared: 'neutral'} as const;

export function ThroughTime({who}: {who: Who}) {
  const [day, setDay] = useState('');
  const {value, error, reload} = useLoad((signal) => api.profile(who, momentOf(day), signal), [day]);
  return (
    <>
      <s-section heading={t('people.time.heading')}>
        <s-paragraph color="subdued">{t('people.time.hint')}</s-paragraph>
        <s-date-field label={t('people.time.day')} details={t('people.time.day_hint')} value={day} onChange={(event: Event) => setDay(typed(event))} />
      </s-section>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <Told declared={value.declared} />}
      {value && <Seen profile={value} />}
    </>
  );
}

function Told({declared}: {declared: Declared[]}) {
  if (declared.length === 0) return <s-section heading={t('people.time.told')}><s-paragraph color="subdued">{t('people.time.nothing_told')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('people.time.told')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.answer')}</s-table-header>
          <s-table-header listSlot="inline">{t('people.time.worth')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.question')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.when')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.time.before')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {declared.map((one) => (
            <s-table-row key={one.question}>
              <s-table-cell>
                <s-stack gap="small-400">
                  <s-text>{one.values.join(', ') || t('people.time.taken_back')}</s-text>
                  <s-link href={`/responses/${one.response}`} accessibilityLabel={t('receipts.see_where_label', {answers: one.values.join(', ') || one.prompt})}>{t('receipts.see_where')}</s-link>
                </s-stack>
              </s-table-cell>
              <s-table-cell><Worth state={one.state} /></s-table-cell>
              <s-table-cell><s-text color="subdued">{one.prompt}</s-text></s-table-cell>
              <s-table-cell>
                {dayOf(one.at)} <s-text color="subdued">{t(`people.time.proofs.${one.proof ?? 'none'}`)}</s-text>
              </s-table-cell>
              <s-table-cell><Before history={one.history} /></s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

function Worth({state}: {state: Freshness}) {
  return <s-badge tone={tones[state]}>{t(`people.time.states.${state}`)}</s-badge>;
}

const shown = 5; // of what was said before

function Before({history}: {history: Declared['history']}) {
  return (
    <s-stack gap="small-400">
      {history.slice(0, shown).map((one) => (
        <s-text key={one.response} color="subdued">{t('people.time.was', {value: one.values.join(', ') || t('people.time.taken_back'), day: dayOf(one.at)})}</s-text>
      ))}
      {history.length > shown && <s-text color="subdued">{t('people.time.more', {count: history.length - shown})}</s-text>}
    </s-stack>
  );
}

function Seen({profile}: {profile: Profile}) {
  const {orders} = profile.observed;
  return (
    <s-section heading={t('people.time.seen')}>
      <s-paragraph>{orders.length === 0 ? t('people.time.no_orders') : t('people.time.orders', {count: orders.length})}</s-paragraph>
      {orders.length > 0 && <s-paragraph color="subdued">{orders.slice(-shown).reverse().map((one) => `${one.name} · ${dayOf(one.created_at)}`).join(', ')}</s-paragraph>}
      {profile.contact.map((one) => (
        <s-paragraph key={one.name}>{t(one.declared && one.observed ? 'people.time.both' : 'people.time.one', {
          name: t(`people.kinds.${one.name}`), value: one.value, observed: one.observed ?? '',
        })}</s-paragraph>
      ))}
      {profile.consents.length > 0 && (
        <s-stack direction="inline" gap="small-200">
          {profile.consents.map((one) => (
            <s-badge key={`${one.channel} ${one.purpose}`} tone={one.state === 'granted' ? 'success' : 'neutral'}>
              {t(`people.time.consents.${one.state}`, {channel: t(`settings.channels.${one.channel}`), purpose: one.purpose})}
            </s-badge>
          ))}
        </s-stack>
      )}
    </s-section>
  );
}
