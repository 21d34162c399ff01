// What happened to a shopper, the newest first, by the shop's days.

import {useEffect, useState} from 'preact/hooks';
import type {Who} from '../api';
import {typed} from '../editor/words-input';
import {money, t} from '../i18n';
import {Failed, Loading} from '../parts/states';
import {card, type Event, type TimelinePage} from './card';
import {byDay, timeIn} from './days';

const all = 'all';
const kinds = [all, 'answer', 'consent', 'reward', 'order', 'join', 'delivery'] as const;

/** `ready` is told once its first page is there, or cannot be had. */
export function Timeline({who, round, ready}: {who: Who; round: number; ready: () => void}) {
  const [kind, setKind] = useState<string>(all);
  const {page, busy, failure, more, again} = usePages(who, kind === all ? '' : kind, round);
  const settled = Boolean(page ?? failure);
  useEffect(() => {
    if (settled) ready();
  }, [settled]);
  return (
    <s-section heading={t('people.card.timeline')}>
      <s-stack gap="base">
        <s-select label={t('people.card.kind')} value={kind} onChange={(event: globalThis.Event) => setKind(typed(event))}>
          {kinds.map((one) => <s-option key={one} value={one}>{t(`people.card.kinds.${one}`)}</s-option>)}
        </s-select>
        {!page && !failure && <Loading />}
        {page?.events.length === 0 && <s-paragraph color="subdued">{t('people.card.nothing_happened')}</s-paragraph>}
        {page && byDay(page.zone, page.events).map(([day, events]) => (
          <s-stack key={events[0]!.id} gap="small-200">
            <s-heading>{day}</s-heading>
            <s-stack accessibilityRole="unordered-list" gap="small-200">
              {events.map((one) => <One key={one.id} event={one} zone={page.zone} />)}
            </s-stack>
          </s-stack>
        ))}
        {failure && <Failed error={failure} retry={again} />}
        {page?.next && <s-stack direction="inline"><s-button loading={busy} onClick={more}>{t('people.card.older')}</s-button></s-stack>}
      </s-stack>
    </s-section>
  );
}

/** The pages read so far, as one. */
function usePages(who: Who, kind: string, round: number) {
  const [page, setPage] = useState<TimelinePage>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const read = async (before: TimelinePage | undefined, signal?: AbortSignal) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await card.timeline(who, kind, before?.next ?? '', signal);
      if (!signal?.aborted) setPage({...next, events: [...(before?.events ?? []), ...next.events]});
    } catch (error) {
      if (!signal?.aborted) setFailure(error as Error);
    } finally {
      if (!signal?.aborted) setBusy(false);
    }
  };
  useEffect(() => {
    const stop = new AbortController();
    setPage(undefined);
    void read(undefined, stop.signal);
    return () => stop.abort();
  }, [kind, round]);
  return {page, busy, failure, more: () => void read(page), again: () => void read(page)};
}

function One({event, zone}: {event: Event; zone: string}) {
  const {words, link, label, details} = told(event);
  return (
    <s-stack accessibilityRole="list-item">
      <s-grid gridTemplateColumns="4.5rem 1fr" gap="small-200">
        <s-text color="subdued">{timeIn(zone, event.at)}</s-text>
        <s-stack gap="small-400">
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-text>{words}</s-text>
            {link && <s-link href={link} accessibilityLabel={`${label ?? ''}: ${words}`}>{label}</s-link>}
          </s-stack>
          {details.map((one) => <s-text key={one} color="subdued">{one}</s-text>)}
        </s-stack>
      </s-grid>
    </s-stack>
  );
}

interface Line {
  words: string;
  link?: string;
  label?: string;
  details: string[];
}

const say = (key: string, values: Record<string, string> = {}) => t(`people.card.happened.${key}`, values);

/** What happened, in words, and where to see more of it. */
export function told(event: Event): Line {
  const {kind, over} = event;
  switch (kind) {
    case 'answer': {
      const {id, survey, surface, captured_by, reason, answers} = event.response!;
      const details = answers.map(({prompt, values}) => `${prompt} ${values.join(', ') || t('people.time.taken_back')}`);
      if (reason) details.push(say('reason', {reason}));
      return {words: say(captured_by ? 'written_down' : 'answered', {survey: survey.title, where: t(`surface.${surface}`)}), link: `/responses/${id}`, label: t('receipts.see_where'), details};
    }
    case 'consent': {
      const {channel, purpose, state, source} = event.consent!;
      const key = `surface.${source}`;
      const where = source === 'shopify' ? t('people.card.in_shopify') : t(key) === key ? source : t(key);
      return {words: say(state, {channel: t(`settings.channels.${channel}`), purpose}), details: [where]};
    }
    case 'reward': {
      const {reward, title, code} = event.reward!;
      return {words: say(over ? 'given' : 'promised', {title}), link: `/rewards/${reward}`, label: say('see_reward'), details: code ? [code] : []};
    }
    case 'order': {
      const {id, name, total, currency} = event.order!;
      return {words: say(over ? 'cancelled' : 'ordered', {name: name || id, total: total ? money(total, currency) : ''}), link: `shopify:admin/orders/${id}`, label: say('see_order'), details: []};
    }
    case 'join': {
      const {customer, cause} = event.join!;
      const other = customer ? t('people.customer', {id: customer}) : t(`people.others.${cause}`);
      return {words: say(over ? 'parted' : 'joined', {other}), details: []};
    }
    case 'delivery': {
      const {id, title, cause, state, reason} = event.delivery!;
      return {words: say(`told_${state}`, {title}), link: `/deliveries/${id}`, label: say('see_delivery'), details: [t(`receipts.cause.${cause}`), ...(reason ? [reason] : [])]};
    }
    default: return {words: say('request'), link: '/privacy', label: say('see_privacy'), details: []};
  }
}
