// What answers may be used for, as a form has it.

import {free, slug} from '../editor/document';
import {t} from '../i18n';
import type {Basis, Channel, FieldError, Kind, Purpose} from '../types';

export const bases: Basis[] = ['consent', 'legitimate_interest', 'contract'];
export const channels: Channel[] = ['email', 'sms', 'whatsapp', 'post', 'phone', 'tracking', 'personalisation'];

const fixed = ['personalisation', 'marketing'];

/** Why a purpose cannot be removed, '' when it can. */
export const fixedWords = ({key}: Purpose) => (fixed.includes(key) ? t(`settings.fixed_purpose.${key}`) : '');

export type Reach = 'everywhere' | 'only' | 'nowhere';

export function reachOf({destinations}: Purpose): Reach {
  if (!destinations) return 'everywhere';
  return destinations.length > 0 ? 'only' : 'nowhere';
}

/** The kinds of destination that can be chosen: all there are, and what is chosen already. */
export function kindsOf(known: Kind[], purposes: Purpose[]): Kind[] {
  const named = purposes.flatMap(({destinations}) => destinations ?? []);
  const gone = [...new Set(named)].filter((name) => !known.some(({value}) => value === name));
  return [...known, ...gone.map((name) => ({value: name, label: name}))];
}

/** The same purpose for more or fewer destinations: of some, the shop itself is the first. */
export function reaching(purpose: Purpose, reach: Reach): Purpose {
  const {destinations: _, ...rest} = purpose;
  if (reach === 'everywhere') return rest;
  return {...rest, destinations: reach === 'only' ? ['shopify'] : []};
}

export function reachWords(purpose: Purpose, kinds: Kind[]): string {
  const reach = reachOf(purpose);
  const titled = (name: string) => kinds.find(({value}) => value === name)?.label ?? name;
  return reach === 'only' ? purpose.destinations!.map(titled).join(', ') : t(`settings.${reach}`);
}

/** By what it is agreed to, or objected to. */
export function byWords({basis, channels}: Purpose): string {
  if (basis === 'contract' || !channels?.length) return t('settings.nothing_asked');
  return channels.map((one) => t(`settings.channels.${one}`)).join(', ');
}

/** The same purpose on another basis: what a shopper agrees or objects to needs a channel. */
export function based(purpose: Purpose, basis: Basis): Purpose {
  if (basis === 'contract') {
    const {channels: _, ...rest} = purpose;
    return {...rest, basis};
  }
  return {...purpose, basis, channels: purpose.channels?.length ? purpose.channels : [basis === 'consent' ? 'email' : 'personalisation']};
}

/** A list with one more purpose. */
export function added(purposes: Purpose[]): Purpose[] {
  const key = free('purpose', purposes.map((one) => one.key));
  return [...purposes, {key, title: t('settings.new_purpose'), basis: 'consent', channels: ['email']}];
}

/** The same purpose under another name. Until questions can name it, its key follows. */
export function named(purpose: Purpose, title: string, isNew: boolean, taken: string[]): Purpose {
  return {...purpose, title, key: isNew ? free(slug(title) || 'purpose', taken) : purpose.key};
}

/** The first purpose that something is wrong with, -1 for none. */
export function wrongAt(errors: FieldError[]): number {
  const field = errors.find(({field}) => field.startsWith('purposes.'))?.field;
  return field ? Number(field.split('.')[1]) : -1;
}
