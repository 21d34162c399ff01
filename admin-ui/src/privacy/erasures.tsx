// What became of erasures: here, and at every destination that ever got the person.

import {api} from '../api';
import {ago, dayOf, t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {Erasure, ErasurePart} from '../types';
import {Standing} from './requests';
import {save} from './save';

const pollEvery = 5000; // ms

export function Erasures() {
  const {value, error, reload} = useLoad((signal) => api.erasures(signal), [], pollEvery);
  return (
    <s-section heading={t('privacy.erasures')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value?.length === 0 && <s-paragraph color="subdued">{t('privacy.erasures_none')}</s-paragraph>}
      {value && value.length > 0 && <s-stack gap="base">{value.map((one) => <One key={one.id} erasure={one} />)}</s-stack>}
    </s-section>
  );
}

function One({erasure}: {erasure: Erasure}) {
  const here = Object.entries(erasure.here).filter(([, n]) => n > 0).map(([what, n]) => `${what} ${n}`).join(', ');
  return (
    <s-box border="base" borderRadius="base" padding="base">
      <s-stack gap="small">
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-heading>{t('privacy.erased', {when: ago(erasure.erased_at)})}</s-heading>
          <Standing done={erasure.finished_at} due={erasure.due_at} />
        </s-stack>
        <s-text color="subdued">{here ? t('privacy.here', {counts: here}) : t('privacy.here_nothing')}</s-text>
        {erasure.parts.map((part) => <Part key={part.destination} part={part} />)}
        {!erasure.finished_at && <s-text color="subdued">{t('privacy.until', {day: dayOf(erasure.due_at)})}</s-text>}
        {erasure.receipt !== undefined && (
          <s-stack direction="inline">
            <s-button accessibilityLabel={t('privacy.receipt_label', {when: ago(erasure.erased_at)})}
              onClick={() => save(`erasure-${erasure.id}.json`, 'application/json', JSON.stringify(erasure.receipt))}>
              {t('privacy.receipt')}
            </s-button>
          </s-stack>
        )}
      </s-stack>
    </s-box>
  );
}

const tones = {waiting: 'info', checking: 'info', done: 'success', unread: 'caution', kept: 'critical', unreachable: 'warning'} as const;

function Part({part}: {part: ErasurePart}) {
  const name = t(`destination.${part.destination}`);
  return (
    <s-stack gap="small-400">
      <s-stack direction="inline" gap="small-200">
        <s-text type="strong">{name.startsWith('destination.') ? part.destination : name}</s-text>
        <s-badge tone={tones[part.state]}>{t(`privacy.part.${part.state}`)}</s-badge>
        {part.checked_at && <s-text color="subdued">{ago(part.checked_at)}</s-text>}
      </s-stack>
      {part.reason && <s-text color="subdued">{part.reason}</s-text>}
    </s-stack>
  );
}
