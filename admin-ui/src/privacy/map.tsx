// The data map: what is kept of people, why, by what right, where it goes, how long.

import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import type {DataMap, MappedKind, MappedQuestion} from '../types';

export function Map() {
  const {value, error, reload} = useLoad((signal) => api.dataMap(signal), []);
  return (
    <>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <Questions data={value} />}
      {value && <Kinds kinds={value.kinds} />}
    </>
  );
}

function Questions({data}: {data: DataMap}) {
  return (
    <s-section heading={t('privacy.map')}>
      <s-paragraph color="subdued">{t('privacy.map_hint')}</s-paragraph>
      {data.questions.length === 0 && <s-paragraph color="subdued">{t('privacy.map_none')}</s-paragraph>}
      <s-stack gap="base">{data.questions.map((one) => <Question key={`${one.survey}/${one.key}`} question={one} data={data} />)}</s-stack>
    </s-section>
  );
}

function Question({question, data}: {question: MappedQuestion; data: DataMap}) {
  const purpose = data.purposes.find(({key}) => key === question.purpose)?.title ?? question.purpose;
  const ways = (list: MappedQuestion['goes']) => list.map(({destination, as}) => `${destination}: ${as}`).join(' · ');
  return (
    <s-box border="base" borderRadius="base" padding="base">
      <s-stack gap="small-300">
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-text type="strong">{question.prompt}</s-text>
          {question.sensitive && <s-badge tone="warning">{t('privacy.sensitive')}</s-badge>}
        </s-stack>
        <Line name="why" words={question.why} />
        <Line name="basis" words={question.basis ? `${purpose} – ${t(`privacy.bases.${question.basis}`)}` : t('privacy.no_purpose', {purpose})} />
        <Line name="goes" words={ways(question.goes) || t('privacy.nowhere')} />
        {question.withheld.length > 0 && <Line name="withheld" words={ways(question.withheld)} />}
        <Line name="kept" words={question.keep_days ? t('privacy.days', {count: question.keep_days}) : t('privacy.until_taken_back')} />
      </s-stack>
    </s-box>
  );
}

function Line({name, words}: {name: string; words: string}) {
  return (
    <s-text>
      <s-text color="subdued">{t(`privacy.line.${name}`)}: </s-text>
      {words}
    </s-text>
  );
}

function Kinds({kinds}: {kinds: MappedKind[]}) {
  return (
    <s-section heading={t('privacy.kinds')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('privacy.what')}</s-table-header>
          <s-table-header listSlot="labeled">{t('privacy.line.basis')}</s-table-header>
          <s-table-header listSlot="labeled">{t('privacy.line.goes')}</s-table-header>
          <s-table-header listSlot="labeled">{t('privacy.line.kept')}</s-table-header>
          <s-table-header listSlot="labeled">{t('privacy.readers')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{kinds.map((one) => <Kind key={one.key} kind={one} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Kind({kind}: {kind: MappedKind}) {
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack>
          <s-text type="strong">{kind.what}</s-text>
          <s-text color="subdued">{kind.why}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell>{kind.basis}</s-table-cell>
      <s-table-cell>{kind.goes}</s-table-cell>
      <s-table-cell>{kind.kept}</s-table-cell>
      <s-table-cell>{kind.readers.join(', ')}</s-table-cell>
    </s-table-row>
  );
}
