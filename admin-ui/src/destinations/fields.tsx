// The settings of a tool, drawn from what it says of itself.

import {useEffect, useState} from 'preact/hooks';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {Copy} from '../parts/copy';
import {sentence} from '../privacy/words';
import type {FieldError} from '../types';
import {desk} from './api';
import {askable, credentials, type Filled, looks} from './filled';
import type {Field, List, Provider} from './types';

interface FieldsProps {
  provider: Provider;
  filled: Filled;
  kept?: Filled; // as it is shown, where it is connected already
  id?: string; // of the destination then
  errors: FieldError[];
  change: (key: string, value: string) => void;
}

export function Fields({provider, filled, kept = {}, id, errors, change}: FieldsProps) {
  const lists = useLists(provider, filled, kept, id);
  return (
    <>
      {provider.fields.map((field) => (
        <One key={field.key} field={field} value={filled[field.key] ?? ''} kept={kept[field.key] ?? ''} lists={lists}
          error={errorAt(errors, `settings.${field.key}`)} change={(value) => change(field.key, value)} />
      ))}
    </>
  );
}

interface Found {
  lists: List[];
  state: 'none' | 'reading' | 'read' | 'failed';
  why: string;
}

const rest = 700; // ms without a key: nobody is to be asked about half a credential

/** The lists there are, once there is something to ask with. */
function useLists(provider: Provider, filled: Filled, kept: Filled, id?: string): Found {
  const [found, setFound] = useState<Found>({lists: [], state: 'none', why: ''});
  const wanted = provider.fields.some(({list}) => list) && askable(provider, filled, kept);
  const fresh = JSON.stringify(credentials(provider, filled));
  const fromKept = Boolean(id) && provider.fields.every(({secret, key}) => !secret || !filled[key]); // the secrets are not ours to send again
  useEffect(() => {
    if (!wanted) return setFound({lists: [], state: 'none', why: ''});
    const stop = new AbortController();
    setFound((was) => ({...was, state: 'reading'}));
    const timer = setTimeout(() => {
      const asked = fromKept ? desk.catalogue(id!, stop.signal) : desk.lists(provider.name, JSON.parse(fresh), stop.signal);
      asked.then((lists) => setFound({lists, state: 'read', why: ''}),
        (error: Error) => stop.signal.aborted || setFound({lists: [], state: 'failed', why: error.message}));
    }, rest);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [wanted, fromKept, fromKept ? '' : fresh]);
  return found;
}

interface OneProps {
  field: Field;
  value: string;
  kept: string;
  lists: Found;
  error: string;
  change: (value: string) => void;
}

const nothing = '-'; // an option of an empty value would have its label for one

function One({field, value, kept, lists, error, change}: OneProps) {
  const {label, help = '', example = '', required = false} = field;
  const heard = (event: Event) => change(typed(event));
  const chosen = (event: Event) => change(typed(event) === nothing ? '' : typed(event));
  const common = {id: `settings.${field.key}`, label, error, required};
  switch (looks(field)) {
    case 'choice':
      return (
        <s-select {...common} details={help} value={value || nothing} onChange={chosen}>
          {(!required || !value) && <s-option value={nothing}>{t(required ? 'destinations.choose_one' : 'destinations.none')}</s-option>}
          {field.choices!.map((one) => <s-option key={one.value} value={one.value}>{one.label}</s-option>)}
        </s-select>
      );
    case 'list':
      return (
        <s-select {...common} details={[help && sentence(help), listWords(lists)].filter(Boolean).join(' ')} value={value || nothing} onChange={chosen}>
          <s-option value={nothing}>{t(required ? 'destinations.choose_one' : 'destinations.none')}</s-option>
          {value && !lists.lists.some(({id}) => id === value) && <s-option value={value}>{value}</s-option>}
          {lists.lists.map(({id, name}) => <s-option key={id} value={id}>{name}</s-option>)}
        </s-select>
      );
    case 'secret':
      return (
        <s-password-field {...common} details={[help && sentence(help), kept && t('destinations.kept', {kept})].filter(Boolean).join(' ')}
          placeholder={kept || example} required={required && !kept} value={value} autocomplete="off" onInput={heard} />
      );
    case 'shown':
      return (
        <s-stack gap="small-200">
          <s-text-field {...common} details={[help && sentence(help), kept && t('destinations.kept', {kept})].filter(Boolean).join(' ')}
            placeholder={kept || example} required={required && !kept} value={value} autocomplete="off" onInput={heard} />
          {value && <s-stack direction="inline"><Copy text={value} label={t('destinations.copy', {label})} /></s-stack>}
        </s-stack>
      );
    default:
      return <s-text-field {...common} details={help} placeholder={example} value={value} autocomplete="off" onInput={heard} />;
  }
}

function listWords({state, lists, why}: Found): string {
  if (state === 'none') return t('destinations.lists.none');
  if (state === 'reading') return t('destinations.lists.reading');
  if (state === 'failed') return t('destinations.lists.failed', {why});
  return lists.length > 0 ? '' : t('destinations.lists.empty');
}
