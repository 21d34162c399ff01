// What narrows the list of deliveries.

import {useEffect, useState} from 'preact/hooks';
import {api} from '../api';
import {desk} from '../destinations/api';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {dayIn, since} from './filter';
import type {DeliveryFilter, DeliveryState} from './receipt';

const every = '(every)'; // an option without a value has its text for one, and nothing is called this

const pause = 400; // ms without a key before somebody is looked for

interface Props {
  filter: DeliveryFilter;
  change: (filter: DeliveryFilter) => void;
}

export function Filters({filter, change}: Props) {
  const destinations = useLoad((signal) => desk.all(signal), []).value ?? [];
  const surveys = useLoad((signal) => api.surveys(signal), []).value ?? [];
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr))" gap="base" alignItems="start">
      <Select label={t('receipts.filter.destination')} any={t('receipts.filter.any_destination')} value={filter.destination ?? ''}
        options={destinations.map(({id, title}) => [id, title])} change={(destination) => change({...filter, destination})} />
      <Select label={t('receipts.filter.state')} any={t('receipts.filter.any_state')} value={filter.state ?? ''}
        options={(['waiting', 'done', 'parked', 'dropped'] as const).map((one) => [one, t(`receipts.state.${one}`)])}
        change={(state) => change({...filter, state: state as DeliveryState | ''})} />
      <Select label={t('receipts.filter.survey')} any={t('receipts.filter.any_survey')} value={filter.survey ?? ''}
        options={surveys.map(({id, title}) => [id, title])} change={(survey) => change({...filter, survey})} />
      <s-date-field label={t('receipts.filter.since')} value={dayIn(filter.since)}
        onChange={(event: Event) => change({...filter, since: since(typed(event))})} />
      <Whose value={filter.person ?? ''} change={(person) => change({...filter, person})} />
    </s-grid>
  );
}

interface SelectProps {
  label: string;
  any: string;
  value: string;
  options: [string, string][];
  details?: string;
  change: (value: string) => void;
}

/** One of several, or every one. */
export function Select({label, any, value, options, details = '', change}: SelectProps) {
  return (
    <s-select label={label} details={details} value={value || every} onChange={(event) => change(event.currentTarget.value === every ? '' : event.currentTarget.value)}>
      <s-option value={every}>{any}</s-option>
      {options.map(([key, words]) => <s-option key={key} value={key}>{words}</s-option>)}
    </s-select>
  );
}

function Whose({value, change}: {value: string; change: (person: string) => void}) {
  const [typing, setTyping] = useState(value);
  useEffect(() => setTyping(value), [value]);
  useEffect(() => {
    if (typing.trim() === value) return undefined;
    const timer = setTimeout(() => change(typing.trim()), pause);
    return () => clearTimeout(timer);
  }, [typing]);
  return (
    <s-search-field label={t('receipts.filter.person')} details={t('receipts.filter.person_hint')} value={typing} autocomplete="off" maxLength={320}
      onInput={(event: Event) => setTyping(typed(event))} />
  );
}
