// What a shopper has told us: what it is worth, how it was said, and where it stands.

import type {ComponentChildren} from 'preact';
import {listed, t} from '../i18n';
import {Fold} from '../parts/fold';
import {dayIn} from './days';
import type {Declared, Freshness, Held, Telling} from './moment';

const tones = {fresh: 'success', stale: 'caution', doubted: 'warning', cleared: 'neutral'} as const;

interface Props {
  declared: Declared[];
  zone: string;
  /** What surveys are called, by the question that was answered. */
  surveys: Map<string, {id: string; title: string}>;
  then: boolean; // as of another day than today
  children?: ComponentChildren;
}

export function Told({declared, zone, surveys, then, children}: Props) {
  return (
    <s-section heading={t(then ? 'people.card.told_then' : 'people.card.told')}>
      {declared.length === 0 && <s-paragraph color="subdued">{t(then ? 'people.time.nothing_told' : 'people.card.nothing_told')}</s-paragraph>}
      {declared.length > 0 && (
        <s-stack accessibilityRole="unordered-list" gap="base">
          {declared.map((one, at) => (
            <s-stack key={one.question} accessibilityRole="list-item" gap="base">
              {at > 0 && <s-divider />}
              <One fact={one} zone={zone} survey={surveys.get(one.question)} />
            </s-stack>
          ))}
        </s-stack>
      )}
      {children}
    </s-section>
  );
}

function One({fact, zone, survey}: {fact: Declared; zone: string; survey: {id: string; title: string} | undefined}) {
  const words = valuesOf(fact);
  return (
    <s-stack gap="small-300">
      <s-text color="subdued">{fact.prompt}</s-text>
      <s-stack direction="inline" gap="small-200" alignItems="center">
        <s-text type="strong">{words}</s-text>
        <Worth state={fact.state} />
        <s-text color="subdued">{worthOf(fact, zone)}</s-text>
      </s-stack>
      <s-stack direction="inline" gap="small-200">
        <s-text color="subdued">{saidOf(fact, zone)}</s-text>
        {survey && <s-link tone="neutral" href={`/surveys/${survey.id}`}>{t('people.card.in_survey', {survey: survey.title})}</s-link>}
      </s-stack>
      <s-stack direction="inline" gap="small-200">
        <s-text color="subdued">{fact.state === 'cleared' ? t('people.card.gone') : standsAt(fact.written)}</s-text>
        <s-link href={`/responses/${fact.response}`} accessibilityLabel={t('receipts.see_where_label', {answers: fact.values.join(', ') || fact.prompt})}>
          {t('receipts.see_where')}
        </s-link>
      </s-stack>
      {fact.history.length > 0 && (
        <Fold show={t('people.card.before', {count: fact.history.length})} label={fact.prompt}>
          <s-stack accessibilityRole="unordered-list" gap="small-400">
            {fact.history.map((one) => (
              <s-stack key={`${one.response} ${one.at}`} accessibilityRole="list-item">
                <s-text color="subdued">{t('people.time.was', {value: valuesOf(one), day: dayIn(zone, one.at)})}</s-text>
              </s-stack>
            ))}
          </s-stack>
        </Fold>
      )}
    </s-stack>
  );
}

function Worth({state}: {state: Freshness}) {
  return <s-badge tone={tones[state]}>{t(`people.time.states.${state}`)}</s-badge>;
}

const valuesOf = ({values}: Telling) => values.join(', ') || t('people.time.taken_back');

/** Until when it counts, or since when it does not. */
export function worthOf({state, stale_at = '', doubted_at = ''}: Pick<Declared, 'state' | 'stale_at' | 'doubted_at'>, zone: string): string {
  if (state === 'doubted' && doubted_at) return t('people.card.doubted', {day: dayIn(zone, doubted_at)});
  if (state === 'stale' && stale_at) return t('people.card.aged', {day: dayIn(zone, stale_at)});
  if (state === 'fresh') return stale_at ? t('people.card.fresh', {day: dayIn(zone, stale_at)}) : t('people.card.lasts');
  return '';
}

/** When and how it was said. */
export function saidOf({at, surface, proof, captured_by}: Telling, zone: string): string {
  const how = captured_by ? 'staff' : (proof ?? 'none');
  return t('people.card.said', {day: dayIn(zone, at), where: t(`surface.${surface}`), how: t(`people.time.proofs.${how}`)});
}

/** At which destinations something stands, and in which places. */
export function standsAt(held: Held[]): string {
  if (held.length === 0) return t('people.card.stands_nowhere');
  return t('people.card.stands', {where: listed(held.map(({title, names}) => (names.length > 0 ? t('people.card.stands_as', {title, names: names.join(', ')}) : title)))});
}
