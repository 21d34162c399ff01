// By what else a shopper goes, and adding what staff know.

import {useState} from 'preact/hooks';
import {api, Problem, type Who} from '../api';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {dayOf, t} from '../i18n';
import {Failed} from '../parts/states';
import type {Identity, IdentityKind} from '../types';
import {useDoing} from './doing';

const kinds: IdentityKind[] = ['email', 'phone', 'loyalty'];
const tones = {shopify: 'success', staff: 'success', claimed: 'neutral'} as const;

interface Props {
  who: Who;
  changed: () => void;
}

export function Identities({who, identities, changed}: Props & {identities: Identity[]}) {
  return (
    <s-section heading={t('people.identities')}>
      <s-paragraph color="subdued">{t(identities.length > 0 ? 'people.identities_hint' : 'people.no_identities')}</s-paragraph>
      <s-stack accessibilityRole="unordered-list" gap="small">
        {identities.map((one) => <One key={`${one.kind} ${one.value} ${one.proof}`} who={who} identity={one} changed={changed} />)}
      </s-stack>
      <Add who={who} changed={changed} />
    </s-section>
  );
}

function One({who, identity, changed}: Props & {identity: Identity}) {
  const {id, kind, value, proof, since} = identity;
  const {busy, failure, doing} = useDoing(changed);
  const forget = () => doing(() => api.forgetIdentity(who, id ?? ''), t('people.identity_removed'));
  return (
    <s-stack accessibilityRole="list-item" gap="small-300">
      <s-grid gridTemplateColumns="1fr auto" gap="base" alignItems="center">
        <s-stack gap="small-400">
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-text>{value}</s-text>
            <s-badge tone={tones[proof]}>{t(`people.proofs.${proof}`)}</s-badge>
          </s-stack>
          <s-text color="subdued">{t(`people.kinds.${kind}`)}, {t('people.since', {day: dayOf(since)})}</s-text>
        </s-stack>
        {proof === 'staff' && (
          <s-button loading={busy} accessibilityLabel={t('people.remove_identity', {value})} onClick={forget}>{t('people.remove')}</s-button>
        )}
      </s-grid>
      {failure && <Failed error={failure} />}
    </s-stack>
  );
}

function Add({who, changed}: Props) {
  const [kind, setKind] = useState<IdentityKind>('loyalty');
  const [value, setValue] = useState('');
  const {busy, failure, doing, forgive} = useDoing(changed);
  const wrong = failure instanceof Problem ? errorAt(failure.errors, 'value') : '';
  async function add() {
    const proven = await doing(() => api.prove(who, kind, value.trim()), ({joined}) => t(joined > 0 ? 'people.identity_joined' : 'people.identity_added', {count: joined}));
    if (proven) setValue('');
  }
  return (
    <s-stack gap="small">
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(11rem, 1fr))" gap="base" alignItems="start">
        <s-select label={t('people.kind')} value={kind} onChange={(event: Event) => setKind(typed(event) as IdentityKind)}>
          {kinds.map((one) => <s-option key={one} value={one}>{t(`people.kinds.${one}`)}</s-option>)}
        </s-select>
        <s-text-field label={t(`people.kinds.${kind}`)} details={t(`people.kind_hints.${kind}`)} value={value} maxLength={254} autocomplete="off" error={wrong}
          onInput={(event: Event) => {
            setValue(typed(event));
            forgive();
          }} />
      </s-grid>
      {failure && !wrong && <Failed error={failure} />}
      <s-stack direction="inline"><s-button loading={busy} disabled={!value.trim()} onClick={add}>{t('people.add_identity')}</s-button></s-stack>
    </s-stack>
  );
}
