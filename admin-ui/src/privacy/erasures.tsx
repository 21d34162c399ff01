// What became of erasures: here, and at every destination that ever got the person.

import {api} from '../api';
import {ago, dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {useFirst} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import type {Erasure, ErasurePart} from '../types';
import {save} from './save';
import {Standing} from './standing';
import {askerOf, erasedHere, erasureWords, failed, partWords} from './words';

const pollEvery = 5000; // ms
const mostAtOnce = 5;

export function Erasures() {
  const {value, error, reload} = useLoad((signal) => api.erasures(signal), [], pollEvery);
  const {first, rest} = useFirst(value ?? [], mostAtOnce);
  return (
    <s-section heading={t('privacy.erasures')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.length === 0 && <s-paragraph color="subdued">{t('privacy.erasures_none')}</s-paragraph>}
      {first.length > 0 && <s-stack gap="base">{first.map((one) => <One key={one.id} erasure={one} />)}{rest}</s-stack>}
    </s-section>
  );
}

export function One({erasure}: {erasure: Erasure}) {
  const when = ago(erasure.erased_at);
  return (
    <s-box border="base" borderRadius="base" padding="base">
      <s-stack gap="base">
        <s-stack gap="small-300">
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-heading>{t('privacy.erased', {when})}</s-heading>
            <Standing done={erasure.finished_at} due={erasure.due_at} left={failed(erasure)} />
          </s-stack>
          <s-text color="subdued">{t(`privacy.asked.${askerOf(erasure)}`, {day: dayOf(erasure.requested_at)})} {erasedHere(erasure.here)}</s-text>
        </s-stack>
        {erasure.parts.map((part) => <Part key={part.destination} part={part} />)}
        {erasureWords(erasure).map((words) => <s-text key={words}>{words}</s-text>)}
        {erasure.receipt && <Receipt text={erasure.receipt} name={`erasure-${erasure.erased_at.slice(0, 10)}-${erasure.id.slice(-6)}.json`} when={when} />}
      </s-stack>
    </s-box>
  );
}

const tones = {waiting: 'info', checking: 'info', done: 'success', unread: 'neutral', kept: 'critical', unreachable: 'critical'} as const;

function Part({part}: {part: ErasurePart}) {
  const words = partWords(part);
  return (
    <s-stack gap="small-400">
      <s-stack direction="inline" gap="small-200" alignItems="center">
        <s-text type="strong">{part.title}</s-text>
        <s-badge tone={tones[part.state]}>{t(`privacy.part.${part.state}`)}</s-badge>
        {part.checked_at && <s-text color="subdued">{t('privacy.checked', {when: ago(part.checked_at)})}</s-text>}
      </s-stack>
      {words && <s-text color="subdued">{words}</s-text>}
    </s-stack>
  );
}

/** The receipt is signed as it is written, so it is saved to the letter. */
function Receipt({text, name, when}: {text: string; name: string; when: string}) {
  return (
    <s-stack direction="inline">
      <s-button accessibilityLabel={t('privacy.receipt_label', {when})} onClick={() => save(name, 'application/json', text)}>
        {t('privacy.receipt')}
      </s-button>
    </s-stack>
  );
}
