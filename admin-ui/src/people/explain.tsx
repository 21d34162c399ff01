// Why a shopper is asked what she is asked, and not the rest.

import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import {api, type Who} from '../api';
import {languages} from '../editor/document';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Fold} from '../parts/fold';
import {Failed, Loading} from '../parts/states';
import {surfaces} from '../parts/surfaces';
import type {Line, Ruling, Surface} from '../types';
import {bySurvey, rulesOf} from './who';

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
  return (
    <s-section heading={t('people.asked')}>
      {lines.length === 0 && <s-paragraph color="subdued">{t('people.nothing_asked')}</s-paragraph>}
      <Each lines={lines}>
        {(line, at) => (
          <>
            <s-text type="strong">{at + 1}. {line.prompt}</s-text>
            <s-badge tone="success">{t(`people.whys.${line.why}`)}</s-badge>
            <s-link tone="neutral" href={`/surveys/${line.survey.id}`}>{line.survey.title}</s-link>
          </>
        )}
      </Each>
    </s-section>
  );
}

function NotAsked({lines}: {lines: Line[]}) {
  return (
    <s-section heading={t('people.not_asked', {survey: lines[0]!.survey.title})}>
      <Each lines={lines}>
        {(line) => (
          <>
            <s-text type="strong">{line.prompt}</s-text>
            <s-badge>{t(`people.rules.${line.rule}`)}</s-badge>
          </>
        )}
      </Each>
    </s-section>
  );
}

/** Line by line: what it is, what decided, and all rules behind a button. */
function Each({lines, children}: {lines: Line[]; children: (line: Line, at: number) => ComponentChildren}) {
  return (
    <s-stack gap="base">
      {lines.map((line, at) => (
        <s-stack key={`${line.survey.id} ${line.question}`} gap="small-200">
          {at > 0 && <s-divider />}
          <s-stack direction="inline" gap="small-200" alignItems="center">{children(line, at)}</s-stack>
          <s-text color="subdued">{line.words}</s-text>
          <Fold show={rulesOf(line.rules)} label={line.prompt}><Rules rules={line.rules} /></Fold>
        </s-stack>
      ))}
    </s-stack>
  );
}

function Rules({rules}: {rules: Ruling[]}) {
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{t('people.rule')}</s-table-header>
        <s-table-header listSlot="inline">{t('people.result')}</s-table-header>
        <s-table-header listSlot="secondary">{t('people.reason')}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {rules.map(({rule, passed, words}) => (
          <s-table-row key={rule}>
            <s-table-cell>{t(`people.rules.${rule}`)}</s-table-cell>
            <s-table-cell><s-badge tone={passed ? 'success' : 'warning'}>{t(passed ? 'people.passed' : 'people.not_passed')}</s-badge></s-table-cell>
            <s-table-cell><s-text color="subdued">{words}</s-text></s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}
