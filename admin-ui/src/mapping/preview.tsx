// What the destination would be told of somebody real, beside the mapping it comes of.

import {useEffect, useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import {typed} from '../editor/words-input';
import {dayOf, t} from '../i18n';
import {sentence} from '../privacy/words';
import type {FieldError} from '../types';
import {plainValue} from './value';
import type {Board, Draft, Preview as Shown} from './types';

const rest = 800; // ms without a change before it is looked up again: each look is written down

interface PreviewProps {
  id: string;
  title: string;
  board: Board;
  draft: Draft;
  found: (errors: FieldError[]) => void;
}

export function Preview({id, title, board, draft, found}: PreviewProps) {
  const [typing, setTyping] = useState('');
  const [shown, setShown] = useState<Shown>();
  const [failed, setFailed] = useState<Error>();
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      desk.preview(id, draft, typing.trim(), stop.signal).then(
        (next) => { setShown(next); setFailed(undefined); found([]); },
        (error: Error) => {
          if (stop.signal.aborted) return;
          setFailed(error);
          found(error instanceof Problem ? error.errors : []);
        });
    }, shown || failed ? rest : 0);
    return () => { stop.abort(); clearTimeout(timer); };
  }, [id, JSON.stringify(draft), typing.trim()]);
  const wrong = failed instanceof Problem && failed.errors.length > 0;
  const nobody = failed instanceof Problem && failed.status === 404;
  return (
    <s-section slot="aside" heading={t('mapping.preview.title')}>
      <s-paragraph color="subdued">{t('mapping.preview.hint', {title})}</s-paragraph>
      <s-search-field label={t('mapping.preview.who')} placeholder={t('mapping.preview.newest')} value={typing} maxLength={254} autocomplete="off"
        onInput={(event: Event) => setTyping(typed(event))} />
      <div role="status">
        {wrong && <s-paragraph>{t('mapping.preview.wrong')}</s-paragraph>}
        {nobody && <s-paragraph color="subdued">{t(typing.trim() ? 'mapping.preview.nobody' : 'mapping.preview.nobody_yet')}</s-paragraph>}
        {failed && !wrong && !nobody && <s-paragraph>{failed instanceof Problem ? sentence(failed.title) : t('errors.network')}</s-paragraph>}
      </div>
      {shown && !failed && <Told shown={shown} board={board} link={draft.link} title={title} />}
    </s-section>
  );
}

// The link opens her page to whoever has it, so it is not shown.
function Told({shown, board, link, title}: {shown: Shown; board: Board; link: string | undefined; title: string}) {
  const listName = (id: string) => board.lists.find((one) => one.id === id)?.name ?? id;
  const question = (key: string) => board.questions.find((one) => one.key === key)?.title ?? key;
  const empty = shown.properties.length + shown.tags.length + shown.lists.length + shown.consents.length + shown.events.length === 0;
  return (
    <s-stack gap="base">
      <s-heading>{shown.email || personWords(shown.person)}</s-heading>
      {shown.unknown && <s-banner tone="warning">{sentence(shown.unknown)}</s-banner>}
      {empty && !shown.unknown && <s-paragraph color="subdued">{t('mapping.preview.nothing')}</s-paragraph>}
      {shown.properties.map((one) => (
        <s-stack key={one.key}>
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-text color="subdued">{one.key}</s-text>
            {one.new && <s-badge tone="info">{t('mapping.preview.new')}</s-badge>}
          </s-stack>
          <s-text>{one.key === link ? t('mapping.preview.link') : plainValue(one.value)}</s-text>
        </s-stack>
      ))}
      <Line label={t('mapping.preview.tags')} words={shown.tags} />
      <Line label={t('mapping.preview.lists')} words={shown.lists.map(listName)} />
      <Line label={t('mapping.preview.consents')} words={shown.consents.map(({channel, state, at}) => t('mapping.preview.consent', {
        by: t(`settings.channels.${channel}`), state: t(`mapping.preview.states.${state}`), day: dayOf(at)}))} />
      <Line label={t('mapping.preview.events')} words={shown.events.map(({name, at}) => t('mapping.preview.event', {name: t(`mapping.events.${name}`), day: dayOf(at)}))} />
      <Line label={t('mapping.preview.withheld', {title})} words={shown.withheld.map((one) => `${question(one.question)}: ${one.reason}`)} />
    </s-stack>
  );
}

function Line({label, words}: {label: string; words: string[]}) {
  if (words.length === 0) return null;
  return (
    <s-stack>
      <s-text color="subdued">{label}</s-text>
      {words.map((one) => <s-text key={one}>{one}</s-text>)}
    </s-stack>
  );
}

function personWords(person: string): string {
  const [what, id = ''] = person.split('/');
  return what === 'customer' ? t('people.customer', {id}) : t('mapping.preview.guest', {id});
}
