// Why a shopper is asked what she is asked, and not the rest.

import {useState} from 'preact/hooks';
import {api, type Who} from '../api';
import {languages} from '../editor/document';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {surfaces} from '../parts/surfaces';
import type {Line, Surface} from '../types';
import {bySurvey} from './who';

const shops = 'shop'; // its language, whichever that is

export function Explain({who}: {who: Who}) {
  const [surface, setSurface] = useState<Surface>('thank-you');
  const [locale, setLocale] = useState(shops);
  const {value, error, reload} = useLoad((signal) => api.explain(who, surface, locale === shops ? '' : locale, signal), [surface, locale]);
  return (
    <>
      <s-section heading={t('people.explain')}>
        <s-paragraph color="subdued">{t('people.explain_hint')}</s-paragraph>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(11rem, 1fr))" gap="base">
          <s-select label={t('people.where')} value={surface} onChange={(event: Event) => setSurface(typed(event) as Surface)}>
            {surfaces.map((one) => <s-option key={one} value={one}>{t(`surface.${one}`)}</s-option>)}
          </s-select>
          <s-select label={t('people.language')} value={locale} onChange={(event: Event) => setLocale(typed(event))}>
            <s-option value={shops}>{t('people.shop_language')}</s-option>
            {languages.map(({tag, name}) => <s-option key={tag} value={tag}>{name}</s-option>)}
          </s-select>
        </s-grid>
        {value?.lines.length === 0 && <s-paragraph>{t('people.no_surveys')}</s-paragraph>}
      </s-section>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && value.lines.length > 0 && <Asked lines={value.lines.filter((one) => one.asked)} />}
      {value && bySurvey(value.lines).map(([survey, lines]) => <NotAsked key={survey} lines={lines} />)}
    </>
  );
}

function Asked({lines}: {lines: Line[]}) {
  if (lines.length === 0) return <s-section heading={t('people.asked')}><s-paragraph color="subdued">{t('people.nothing_asked')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('people.asked')} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.question')}</s-table-header>
          <s-table-header listSlot="inline">{t('people.why')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.reason')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.survey')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {lines.map((line, at) => (
            <s-table-row key={`${line.survey.id} ${line.question}`}>
              <s-table-cell>{at + 1}. {line.prompt}</s-table-cell>
              <s-table-cell><s-badge tone="success">{t(`people.whys.${line.why}`)}</s-badge></s-table-cell>
              <s-table-cell><s-text color="subdued">{line.words}</s-text></s-table-cell>
              <s-table-cell><s-link tone="neutral" href={`/surveys/${line.survey.id}`}>{line.survey.title}</s-link></s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}

function NotAsked({lines}: {lines: Line[]}) {
  return (
    <s-section heading={t('people.not_asked', {survey: lines[0]!.survey.title})} padding="none">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.question')}</s-table-header>
          <s-table-header listSlot="inline">{t('people.why')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.reason')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {lines.map((line) => (
            <s-table-row key={line.question}>
              <s-table-cell>{line.prompt}</s-table-cell>
              <s-table-cell><s-badge>{t(`people.rules.${line.rule}`)}</s-badge></s-table-cell>
              <s-table-cell><s-text color="subdued">{line.words}</s-text></s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
