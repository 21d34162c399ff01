// Finding a shopper.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {typed} from '../editor/words-input';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {nameOf, numberIn, pathOf} from '../people/who';
import type {Person} from '../types';

const pause = 250; // ms without a key before it is looked for

let last = ''; // looked for, so that coming back shows the same

export function People() {
  const [typing, setTyping] = useState(last);
  const [query, setQuery] = useState(last);
  const {value, error, reload} = useLoad((signal) => api.people(query, signal), [query]);
  useEffect(() => {
    const timer = setTimeout(() => setQuery((last = typing.trim())), pause);
    return () => clearTimeout(timer);
  }, [typing]);
  return (
    <s-page heading={t('people.title')}>
      <s-section>
        <s-box>
          <s-search-field label={t('people.find')} details={t('people.find_hint')} value={typing} autocomplete="off" maxLength={320}
            onInput={(event: Event) => setTyping(typed(event))} />
          <div role="status">{query && value && <s-text color="subdued">{t('people.found', {count: value.length})}</s-text>}</div>
        </s-box>
      </s-section>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.length === 0 && <Nobody query={query} />}
      {value && value.length > 0 && <List people={value} query={query} />}
    </s-page>
  );
}

function Nobody({query}: {query: string}) {
  const number = numberIn(query);
  return (
    <s-section accessibilityLabel={t(query ? 'people.none' : 'people.empty')}>
      <s-stack alignItems="center" gap="small" padding="large-300">
        <s-heading>{t(query ? 'people.none' : 'people.empty')}</s-heading>
        <s-paragraph color="subdued">{t(query ? 'people.none_hint' : 'people.empty_hint')}</s-paragraph>
        {number && <s-button href={`/people/${number}`}>{t('people.anyway', {id: number})}</s-button>}
      </s-stack>
    </s-section>
  );
}

function List({people, query}: {people: Person[]; query: string}) {
  const heading = query ? {accessibilityLabel: t('people.title')} : {heading: t('people.lately')};
  return (
    <s-section padding="none" {...heading}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.shopper')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.last')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{people.map((one) => <Row key={pathOf(one)} person={one} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({person}: {person: Person}) {
  const link = `person-${person.customer ?? `order-${person.order}`}`;
  const order = person.customer && person.order_name ? t('people.order', {order: person.order_name}) : '';
  return (
    <s-table-row clickDelegate={link}>
      <s-table-cell><s-link id={link} tone="neutral" href={pathOf(person)}>{nameOf(person)}</s-link></s-table-cell>
      <s-table-cell><s-text color="subdued">{[order, person.at ? ago(person.at) : ''].filter(Boolean).join(', ')}</s-text></s-table-cell>
    </s-table-row>
  );
}
