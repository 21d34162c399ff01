// A shopper's own data: having it as a file, and erasing it everywhere.

import {useState} from 'preact/hooks';
import type {Who} from '../api';
import {typed} from '../editor/words-input';
import {listed, t} from '../i18n';
import {Failed, Loading} from '../parts/states';
import {save} from '../privacy/save';
import type {Erasure} from '../types';
import {card, type Foreseen} from './card';

interface Props {
  who: Who;
  name: string;
  erased: (erasure: Erasure) => void;
}

export function TheirData({who, name, erased}: Props) {
  return (
    <s-section heading={t('people.data.heading')}>
      <s-stack gap="base">
        <Take who={who} />
        <s-divider />
        <Erase who={who} name={name} erased={erased} />
      </s-stack>
    </s-section>
  );
}

function Take({who}: {who: Who}) {
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<Error>();
  const file = who.customer === '0' ? `order-${who.order}` : `customer-${who.customer}`;
  async function take(kind: 'html' | 'json') {
    setBusy(kind);
    setFailed(undefined);
    try {
      const {data, page} = await card.everything(who);
      if (kind === 'json') save(`${file}.json`, 'application/json', JSON.stringify(data, null, 2));
      else save(`${file}.html`, 'text/html', page);
    } catch (error) {
      setFailed(error as Error);
    } finally {
      setBusy('');
    }
  }
  return (
    <>
      <s-paragraph color="subdued">{t('people.data.take_hint')}</s-paragraph>
      <s-stack direction="inline" gap="small-200">
        <s-button loading={busy === 'html'} accessibilityLabel={t('people.data.page_label')} onClick={() => void take('html')}>{t('privacy.page')}</s-button>
        <s-button loading={busy === 'json'} accessibilityLabel={t('people.data.json_label')} onClick={() => void take('json')}>{t('privacy.json')}</s-button>
      </s-stack>
      {failed && <Failed error={failed} />}
    </>
  );
}

const modal = 'erase-person';

function Erase({who, name, erased}: Props) {
  const [foreseen, setForeseen] = useState<Foreseen>();
  const [word, setWord] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error>();
  const sure = word.trim().toLowerCase() === t('people.data.word');
  async function look() {
    setForeseen(undefined);
    setFailed(undefined);
    setWord('');
    try {
      setForeseen(await card.foresee(who));
    } catch (error) {
      setFailed(error as Error);
    }
  }
  async function erase() {
    setBusy(true);
    setFailed(undefined);
    try {
      erased(await card.erase(who));
    } catch (error) {
      setFailed(error as Error);
      setBusy(false);
    }
  }
  return (
    <>
      <s-paragraph color="subdued">{t('people.data.erase_hint')}</s-paragraph>
      <s-stack direction="inline">
        <s-button tone="critical" loading={busy} commandFor={modal} command="--show" onClick={() => void look()}>{t('people.data.erase')}</s-button>
      </s-stack>
      <s-modal id={modal} heading={t('people.data.sure', {name})}>
        <s-stack gap="base">
          {failed && <Failed error={failed} retry={() => void look()} />}
          {!foreseen && !failed && <Loading />}
          {foreseen && <Losses foreseen={foreseen} />}
          {foreseen && (
            <s-text-field label={t('people.data.type', {word: t('people.data.word')})} details={t('people.data.type_hint')} value={word} autocomplete="off"
              onInput={(event: Event) => setWord(typed(event))} />
          )}
        </s-stack>
        <s-button slot="primary-action" variant="primary" tone="critical" disabled={!sure || !foreseen} loading={busy} commandFor={modal} command="--hide" onClick={() => void erase()}>
          {t('people.data.erase_now')}
        </s-button>
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('people.data.keep')}</s-button>
      </s-modal>
    </>
  );
}

/** What would be gone here. */
export function hereWords(here: Foreseen['here']): string {
  const counts = Object.entries(here).map(([what, count]) => t(`privacy.counts.${what}`, {count}));
  return counts.length > 0 ? t('people.data.here', {counts: listed(counts)}) : t('people.data.here_nothing');
}

/** What would be gone, and where. */
function Losses({foreseen}: {foreseen: Foreseen}) {
  const told = foreseen.destinations.filter(({connected}) => connected).map(({title}) => title);
  const out = foreseen.destinations.filter(({connected}) => !connected).map(({title}) => title);
  return (
    <s-stack accessibilityRole="unordered-list" gap="small">
      {[
        hereWords(foreseen.here),
        told.length > 0 ? t('people.data.there', {destinations: listed(told)}) : t('people.data.nowhere'),
        ...(out.length > 0 ? [t('people.data.by_hand', {destinations: listed(out)})] : []),
        t('people.data.stays'),
        t('people.data.final'),
      ].map((words) => <s-stack key={words} accessibilityRole="list-item"><s-text>{words}</s-text></s-stack>)}
    </s-stack>
  );
}
