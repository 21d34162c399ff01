// How many of those who could answer got to see a question, began, and answered.

import {useState} from 'preact/hooks';
import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {Gaps} from '../reach/gaps';
import {baseOf, dateOf, lossOf, rangeOf, reasons, shareOf, thereOf, usualOf} from '../reach/words';
import type {Rate, Reach, SurfaceReach} from '../types';

const spans = [7, 30, 90];

export function Surfaces() {
  const [days, setDays] = useState(30);
  const {value, error, reload} = useLoad((signal) => api.surfaces(days, signal), [days]);
  return (
    <s-page heading={t('reach.title')} inlineSize="large">
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <Gaps gaps={value.gaps} />}
      {value?.surfaces.length === 0 && <Empty />}
      {value && value.surfaces.length > 0 && <Table reach={value} days={days} choose={setDays} />}
      {value && <Notes reach={value} />}
    </s-page>
  );
}

function Empty() {
  return (
    <s-section accessibilityLabel={t('reach.empty')}>
      <s-stack alignItems="center" gap="base" padding="large-300">
        <s-heading>{t('reach.empty')}</s-heading>
        <s-paragraph color="subdued">{t('reach.empty_hint')}</s-paragraph>
        <s-button variant="primary" href="/surveys">{t('nav.surveys')}</s-button>
      </s-stack>
    </s-section>
  );
}

function Table({reach, days, choose}: {reach: Reach; days: number; choose(days: number): void}) {
  return (
    <s-section padding="none" accessibilityLabel={t('reach.title')}>
      <s-box padding="base">
        <s-select label={t('reach.span')} value={String(days)} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {spans.map((n) => <s-option key={n} value={String(n)}>{t('reach.days', {n})}</s-option>)}
        </s-select>
      </s-box>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('reach.surface')}</s-table-header>
          {(['orders', 'shown', 'started', 'answered', 'completed'] as const).map((step) => (
            <s-table-header key={step} listSlot="labeled" format="numeric">{t(`reach.${step}`)}</s-table-header>
          ))}
        </s-table-header-row>
        <s-table-body>{reach.surfaces.map((one) => <Row key={one.surface} reach={one} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({reach}: {reach: SurfaceReach}) {
  return (
    <s-table-row>
      <s-table-cell>{t(`surface.${reach.surface}`)}</s-table-cell>
      <s-table-cell><Orders reach={reach} /></s-table-cell>
      {(['shown', 'started', 'answered', 'completed'] as const).map((step) => (
        <s-table-cell key={step}><Figure count={reach[step]} rate={reach.rates[step]} base={baseOf(step, {rates: reach.rates})} /></s-table-cell>
      ))}
    </s-table-row>
  );
}

function Orders({reach}: {reach: SurfaceReach}) {
  if (reach.orders === undefined) return <>–</>;
  const when = thereOf(reach.there);
  return (
    <s-stack gap="small-400" minInlineSize="88px">
      <s-text fontVariantNumeric="tabular-nums">{reach.orders.toLocaleString('en')}</s-text>
      {when && <s-text color="subdued">{when}</s-text>}
    </s-stack>
  );
}

// The bar says what the words beside it say, so it is for the eyes alone.
function Figure({count, rate, base}: {count: number; rate: Rate; base: string}) {
  const known = rate.percent !== undefined;
  const range = rangeOf(rate);
  return (
    <s-stack gap="small-400" minInlineSize="88px">
      <s-text fontVariantNumeric="tabular-nums">{count.toLocaleString('en')}</s-text>
      <s-text color="subdued">{known ? `${shareOf(rate)} ${base}` : shareOf(rate)}</s-text>
      {range && <s-text color="subdued">{range}</s-text>}
      {known && (
        <s-box background="strong" borderRadius="small" accessibilityVisibility="hidden">
          <s-box border="large strong solid" borderRadius="small" inlineSize={`${Math.max(1, Math.round(rate.percent ?? 0))}%`} />
        </s-box>
      )}
    </s-stack>
  );
}

function Notes({reach}: {reach: Reach}) {
  const over = reach.gaps.filter((gap) => !gap.open);
  return (
    <s-section heading={t('reach.notes')}>
      <s-unordered-list>
        {over.map((gap) => <s-list-item key={gap.surface + gap.from}>{lossOf(gap)} {usualOf(gap)}</s-list-item>)}
        <s-list-item>{t('reach.zone', {zone: reach.zone, from: dateOf(reach.from), to: dateOf(reach.to)})}</s-list-item>
        <s-list-item>{t('reach.people')}</s-list-item>
        {reasons(reach.surfaces).map((why) => <s-list-item key={why}>{why}</s-list-item>)}
      </s-unordered-list>
    </s-section>
  );
}
