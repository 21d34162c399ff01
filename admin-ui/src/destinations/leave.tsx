// Disconnecting: what becomes of what was written, in numbers, before it is too late.

import {useState} from 'preact/hooks';
import {amount, t} from '../i18n';
import {Failed} from '../parts/states';
import {go} from '../router';
import {desk} from './api';
import type {Connected, Written} from './types';

type How = 'undo' | 'leave';

const modal = 'leave-destination';

export function Leave({one, begun}: {one: Connected; begun: () => void}) {
  const [how, setHow] = useState<How>('undo');
  const [written, setWritten] = useState<Written>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();

  const count = () => {
    setFailed(undefined);
    desk.written(one.id).then(setWritten, setFailed);
  };

  async function leave() {
    setBusy(true);
    setFailed(undefined);
    try {
      const {run} = await desk.leave(one.id, how);
      shopify.toast.show(t(run ? 'destinations.leave.begun' : 'destinations.leave.done', {title: one.title}));
      if (!run) await go('/destinations');
      else begun();
    } catch (error) {
      setFailed(error as Error);
    }
    setBusy(false);
  }

  return (
    <s-section heading={t('destinations.leave.title')}>
      <s-paragraph>{t('destinations.leave.hint', {title: one.title})}</s-paragraph>
      {failed && <Failed error={failed} />}
      <s-stack direction="inline"><s-button tone="critical" commandFor={modal} command="--show" onClick={count}>{t('destinations.leave.ask')}</s-button></s-stack>
      <s-modal id={modal} heading={t('destinations.leave.sure', {title: one.title})}>
        <s-stack gap="base">
          <div role="status">{written ? <s-paragraph>{writtenWords(written, one.title)}</s-paragraph> : !failed && <s-text color="subdued">{t('destinations.leave.counting')}</s-text>}</div>
          {one.waiting > 0 && <s-paragraph>{t('destinations.leave.waiting', {n: amount(one.waiting), count: one.waiting})}</s-paragraph>}
          <s-choice-list name="written" label={t('destinations.leave.what')}
            onChange={(event: Event) => setHow((event.currentTarget as unknown as {values: string[]}).values[0] as How)}>
            {(['undo', 'leave'] as const).map((one) => (
              <s-choice key={one} value={one} selected={how === one}>
                {t(`destinations.leave.${one}`)}
                <s-text slot="details" color="subdued">{t(`destinations.leave.${one}_hint`)}</s-text>
              </s-choice>
            ))}
          </s-choice-list>
        </s-stack>
        <s-button slot="primary-action" variant="primary" tone="critical" loading={busy} commandFor={modal} command="--hide" onClick={() => void leave()}>
          {t(`destinations.leave.do.${how}`)}
        </s-button>
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('destinations.leave.keep')}</s-button>
      </s-modal>
    </s-section>
  );
}

/** "540 places of 180 people can be taken back, 3 cannot." */
export function writtenWords({deliveries, people, places, skipped, cut_short}: Written, title: string): string {
  const left = Object.values(skipped ?? {}).reduce((all, n) => all + n, 0);
  if (places === 0 && !cut_short) return t('destinations.leave.nothing', {title});
  const words = [t('destinations.leave.could', {count: people, people: amount(people), places: amount(places), title})];
  if (cut_short) words.push(t('destinations.leave.newest', {n: amount(deliveries)}));
  if (left > 0) words.push(t('destinations.leave.stays', {count: left, n: amount(left)}));
  return words.join(' ');
}
