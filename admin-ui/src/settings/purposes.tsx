// What answers may be used for: a table, and the one that is being changed.

import {useEffect, useState} from 'preact/hooks';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import type {Basis, Channel, FieldError, Kind, Purpose, Settings} from '../types';
import {
  added, based, bases, byWords, channels, fixedWords, kindsOf, named, type Reach, reaching, reachOf, reachWords, wrongAt,
} from './purpose';

const chosen = (event: Event) => (event.currentTarget as unknown as {values: string[]}).values;
const reaches: Reach[] = ['everywhere', 'only', 'nowhere'];

interface PurposesProps {
  saved: Settings;
  purposes: Purpose[];
  errors: FieldError[];
  change: (next: Purpose[]) => void;
}

export function Purposes({saved, purposes, errors, change}: PurposesProps) {
  const [open, setOpen] = useState(-1);
  const wrong = wrongAt(errors);
  const kinds = kindsOf(saved.kinds, purposes);
  useEffect(() => void (wrong >= 0 && setOpen(wrong)), [wrong]);
  const at = Math.min(open, purposes.length - 1); // what was added may have been taken back
  const replace = (next: Purpose) => change(purposes.map((one, i) => (i === at ? next : one)));
  return (
    <s-section heading={t('settings.purposes')}>
      <s-paragraph color="subdued">{t('settings.purposes_hint')}</s-paragraph>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('settings.purpose')}</s-table-header>
          <s-table-header listSlot="inline">{t('settings.basis')}</s-table-header>
          <s-table-header listSlot="labeled">{t('settings.by')}</s-table-header>
          <s-table-header listSlot="labeled">{t('settings.goes')}</s-table-header>
          <s-table-header listSlot="inline" />
        </s-table-header-row>
        <s-table-body>
          {purposes.map((one, i) => <Row key={i} purpose={one} kinds={kinds} open={() => setOpen(i === at ? -1 : i)} />)}
        </s-table-body>
      </s-table>
      {purposes[at] && (
        <Change key={at} purpose={purposes[at]!} at={at} errors={errors} kinds={kinds} change={replace}
          isNew={!saved.purposes.some(({key}) => key === purposes[at]!.key)}
          taken={purposes.filter((_, i) => i !== at).map(({key}) => key)}
          remove={() => { setOpen(-1); change(purposes.filter((_, i) => i !== at)); }} />
      )}
      <s-stack direction="inline" gap="base">
        <s-button onClick={() => { change(added(purposes)); setOpen(purposes.length); }}>{t('settings.add_purpose')}</s-button>
        {JSON.stringify(purposes) !== JSON.stringify(saved.usual_purposes) && (
          <s-button onClick={() => { setOpen(-1); change(saved.usual_purposes); }}>{t('settings.usual')}</s-button>
        )}
      </s-stack>
    </s-section>
  );
}

function Row({purpose, kinds, open}: {purpose: Purpose; kinds: Kind[]; open: () => void}) {
  return (
    <s-table-row>
      <s-table-cell>{purpose.title}</s-table-cell>
      <s-table-cell><s-badge>{t(`settings.bases.${purpose.basis}`)}</s-badge></s-table-cell>
      <s-table-cell><s-text color="subdued">{byWords(purpose)}</s-text></s-table-cell>
      <s-table-cell>{reachWords(purpose, kinds)}</s-table-cell>
      <s-table-cell>
        <s-button variant="tertiary" accessibilityLabel={t('settings.change_purpose', {title: purpose.title})} onClick={open}>{t('settings.change')}</s-button>
      </s-table-cell>
    </s-table-row>
  );
}

interface ChangeProps {
  purpose: Purpose;
  at: number;
  errors: FieldError[];
  kinds: Kind[];
  isNew: boolean;
  taken: string[]; // the keys of the others
  change: (next: Purpose) => void;
  remove: () => void;
}

function Change({purpose, at, errors, kinds, isNew, taken, change, remove}: ChangeProps) {
  const field = (name: string) => `purposes.${at}.${name}`;
  const fixed = fixedWords(purpose);
  useEffect(() => document.getElementById(field('title'))?.focus(), []); // it is below the table, perhaps out of sight
  return (
    <s-box padding="base" border="base" borderRadius="base">
      <s-stack gap="base">
        <s-heading>{purpose.title}</s-heading>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
          <s-text-field id={field('title')} label={t('settings.purpose_title')} details={t('settings.purpose_key', {key: purpose.key})} value={purpose.title} maxLength={80}
            error={errorAt(errors, field('title')) || errorAt(errors, field('key'))}
            onInput={(event: Event) => change(named(purpose, typed(event), isNew, taken))} />
          <s-select label={t('settings.basis')} value={purpose.basis} error={errorAt(errors, field('basis'))}
            onChange={(event: Event) => change(based(purpose, typed(event) as Basis))}>
            {bases.map((one) => <s-option key={one} value={one}>{t(`settings.bases.${one}`)}</s-option>)}
          </s-select>
          <s-select label={t('settings.goes')} value={reachOf(purpose)} error={errorAt(errors, field('destinations'))}
            onChange={(event: Event) => change(reaching(purpose, typed(event) as Reach))}>
            {reaches.map((one) => <s-option key={one} value={one}>{t(`settings.${one}`)}</s-option>)}
          </s-select>
        </s-grid>
        <s-paragraph color="subdued">{t(`settings.basis_means.${purpose.basis}`)}</s-paragraph>
        {purpose.basis !== 'contract' && (
          <s-choice-list multiple name={field('channels')} label={t('settings.by')} details={t(`settings.by_hint.${purpose.basis}`)}
            error={errorAt(errors, field('channels'))}
            onChange={(event: Event) => change({...purpose, channels: chosen(event) as Channel[]})}>
            {channels.map((one) => <s-choice key={one} value={one} selected={purpose.channels?.includes(one) ?? false}>{t(`settings.channels.${one}`)}</s-choice>)}
          </s-choice-list>
        )}
        {reachOf(purpose) === 'only' && (
          <s-choice-list multiple name={field('destinations')} label={t('settings.goes')} details={t('settings.goes_hint')}
            onChange={(event: Event) => change({...purpose, destinations: chosen(event)})}>
            {kinds.map(({value, label}) => <s-choice key={value} value={value} selected={purpose.destinations!.includes(value)}>{label}</s-choice>)}
          </s-choice-list>
        )}
        <s-paragraph color="subdued">{fixed || t('settings.remove_purpose_hint')}</s-paragraph>
        {!fixed && <s-stack direction="inline"><s-button tone="critical" onClick={remove}>{t('settings.remove_purpose')}</s-button></s-stack>}
      </s-stack>
    </s-box>
  );
}
