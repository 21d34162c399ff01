// Finding a shopper, by what Askwell knows of them or by the name that Shopify has.

import {useEffect, useState} from 'preact/hooks';
import {typed} from '../editor/words-input';
import {ago, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {card, type PeoplePage} from '../people/card';
import {type Called, findCalled, useCalled} from '../people/shopify';
import {nameOf, numberIn, pathOf} from '../people/who';
import type {Person} from '../types';

const pause = 250; // ms without a key before it is looked for

let last = ''; // looked for, so that coming back shows the same

export function People() {
  const [typing, setTyping] = useState(last);
  const [query, setQuery] = useState(last);
  const {page, busy, failure, more, again} = usePeople(query);
  const inShopify = useLoad(async (signal) => ({of: query, found: await findCalled(query, signal)}), [query]).value;
  useEffect(() => {
    const timer = setTimeout(() => setQuery((last = typing.trim())), pause);
    return () => clearTimeout(timer);
  }, [typing]);
  const people = page?.people ?? [];
  const found = inShopify?.of === query ? inShopify.found : undefined;
  const others = (found ?? []).filter(({customer}) => !people.some((one) => one.customer === customer));
  const none = page && people.length === 0 && !page.next && others.length === 0 && (!query || found);
  return (
    <s-page heading={t('people.title')}>
      <s-section>
        <s-box>
          <s-search-field label={t('people.find')} details={t('people.find_hint')} value={typing} autocomplete="off" maxLength={320}
            onInput={(event: Event) => setTyping(typed(event))} />
          <div role="status">{query && page && found && <s-text color="subdued">{foundWords(people.length + others.length, Boolean(page.next))}</s-text>}</div>
        </s-box>
      </s-section>
      {failure && <Failed error={failure} retry={again} />}
      {!page && !failure && <Loading />}
      {none && <Nobody query={query} />}
      {page && (people.length > 0 || page.next) && <List page={page} query={query} busy={busy} more={more} />}
      {others.length > 0 && <Others others={others} />}
    </s-page>
  );
}

const foundWords = (count: number, more: boolean) => t(more ? 'people.found_more' : 'people.found', {count});

/** The pages read so far, as one; what is looked for is read from its first page. */
function usePeople(query: string) {
  const [page, setPage] = useState<PeoplePage>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const read = async (before: PeoplePage | undefined, signal?: AbortSignal) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await card.find(query, before?.next ?? '', signal);
      if (!signal?.aborted) setPage({...next, people: [...(before?.people ?? []), ...next.people]});
    } catch (error) {
      if (!signal?.aborted) setFailure(error as Error);
    } finally {
      if (!signal?.aborted) setBusy(false);
    }
  };
  useEffect(() => {
    const stop = new AbortController();
    setPage(undefined);
    void read(undefined, stop.signal);
    return () => stop.abort();
  }, [query]);
  return {page, busy, failure, more: () => void read(page), again: () => void read(page)};
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

function List({page, query, busy, more}: {page: PeoplePage; query: string; busy: boolean; more: () => void}) {
  const heading = query ? {accessibilityLabel: t('people.title')} : {heading: t('people.lately')};
  const names = useCalled(page.people.flatMap(({customer}) => customer ?? []));
  return (
    <s-section padding="none" {...heading}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.shopper')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.known_by')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.last')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{page.people.map((one) => <Row key={pathOf(one)} person={one} called={names.get(one.customer ?? '')} />)}</s-table-body>
      </s-table>
      {page.next && (
        <s-box padding="base"><s-stack direction="inline"><s-button loading={busy} onClick={more}>{t('people.more')}</s-button></s-stack></s-box>
      )}
    </s-section>
  );
}

function Row({person, called}: {person: Person; called: Called | undefined}) {
  const link = `person-${person.customer ?? `order-${person.order}`}`;
  const order = person.customer && person.order_name ? t('people.order', {order: person.order_name}) : '';
  const known = [called ? (person.email ?? t('people.customer', {id: person.customer ?? ''})) : '', order].filter(Boolean).join(', ');
  return (
    <s-table-row clickDelegate={link}>
      <s-table-cell><s-link id={link} tone="neutral" href={pathOf(person)}>{called?.name ?? nameOf(person)}</s-link></s-table-cell>
      <s-table-cell><s-text color="subdued">{known || '–'}</s-text></s-table-cell>
      <s-table-cell><s-text color="subdued">{person.at ? ago(person.at) : '–'}</s-text></s-table-cell>
    </s-table-row>
  );
}

/** Customers by their names in Shopify, who may have said nothing yet. */
function Others({others}: {others: Called[]}) {
  return (
    <s-section padding="none" heading={t('people.in_shopify')}>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.shopper')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.known_by')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {others.map(({customer, name}) => (
            <s-table-row key={customer} clickDelegate={`called-${customer}`}>
              <s-table-cell><s-link id={`called-${customer}`} tone="neutral" href={`/people/${customer}`}>{name}</s-link></s-table-cell>
              <s-table-cell><s-text color="subdued">{t('people.customer', {id: customer})}</s-text></s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
