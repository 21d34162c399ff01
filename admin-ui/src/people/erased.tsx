// What is left of a shopper who was erased: how far it is everywhere, and the receipt.

import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {One} from '../privacy/erasures';
import type {Erasure} from '../types';
import {card} from './card';

const pollEvery = 2000; // ms

export function Erased({begun}: {begun: Erasure}) {
  const {value = begun, error, reload} = useLoad((signal) => card.erasure(begun.id, signal), [begun.id], pollEvery);
  return (
    <>
      <s-banner tone={value.finished_at ? 'success' : 'info'} heading={t(value.finished_at ? 'people.data.done' : 'people.data.under_way')}>
        <s-paragraph>{t(value.finished_at ? 'people.data.done_hint' : 'people.data.under_way_hint')}</s-paragraph>
      </s-banner>
      {error && <Failed error={error} retry={reload} />}
      <s-section heading={t('privacy.erasures')}>
        <s-stack gap="base">
          <One erasure={value} />
          <s-stack direction="inline" gap="small-200">
            <s-button href="/privacy">{t('people.data.all_erasures')}</s-button>
            <s-button href="/people">{t('people.title')}</s-button>
          </s-stack>
        </s-stack>
      </s-section>
    </>
  );
}
