// What was answered to one question, what came of it, and how that changed.

import {t} from '../i18n';
import type {Asked} from './api';
import {currencies, moneyBars, moneyTable, valueBars, valueTable} from './answers';
import {rowHeight} from './charts/height';
import {fileName} from './csv';
import {Figure} from './figure';
import {OverTime} from './trend';
import type {Every, Frame, QuestionInsight} from './types';
import {figure, scoreNote, signed} from './words';

interface Props {
  question: QuestionInsight;
  frame: Frame;
  asked: Asked;
  by: Every;
  setBy(by: Every): void;
}

export function Question({question, frame, asked, by, setBy}: Props) {
  const {key, prompt, n, values, score, retired, sensitive} = question;
  const bars = valueBars(question);
  const file = (what: string) => fileName(frame.survey.title, key, what, frame.from, frame.to);
  return (
    <s-section heading={prompt}>
      <s-stack gap="large">
        <s-stack direction="inline" gap="small" alignItems="center">
          <s-text>{t('insight.answers', {count: n, n: figure(n)})}</s-text>
          {n > 0 && n < frame.small && <s-badge tone="warning">{t('insight.few')}</s-badge>}
          {retired && <s-badge>{t('insight.retired')}</s-badge>}
          {sensitive && <s-badge>{t('privacy.sensitive')}</s-badge>}
        </s-stack>
        {score && score.n > 0 && (
          <s-stack gap="small-400">
            <s-text color="subdued">{t('insight.nps')}</s-text>
            <s-heading>{signed(score.score)}</s-heading>
            <s-text color="subdued">{scoreNote(score)}</s-text>
          </s-stack>
        )}
        {values.length > 0 && (
          <Figure
            name={prompt} height={bars.length * rowHeight} table={valueTable(question)} file={file('answers')}
            draw={({Bars}) => <Bars title={prompt} desc={t('insight.values_desc')} bars={bars} most={100} />}
          />
        )}
        {values.length === 0 && <s-paragraph color="subdued">{t('insight.hers')}</s-paragraph>}
        {values.length > 0 && question.orders > 0 && <Worth question={question} file={file('orders')} />}
        {values.length > 0 && n > 0 && <OverTime question={question} frame={frame} asked={asked} by={by} setBy={setBy} />}
      </s-stack>
    </s-section>
  );
}

function Worth({question, file}: {question: QuestionInsight; file: string}) {
  return (
    <s-stack gap="base">
      <s-heading>{t('insight.money.title')}</s-heading>
      <s-paragraph color="subdued">{t('insight.money.hint', {count: question.orders, n: figure(question.orders)})}</s-paragraph>
      {currencies(question).map((currency) => {
        const bars = moneyBars(question, currency);
        const name = t('insight.money.name', {currency, prompt: question.prompt});
        return (
          <Figure
            key={currency} name={name} height={bars.length * rowHeight} table={moneyTable(question)} file={file}
            draw={({Bars}) => <Bars title={name} desc={t('insight.money.desc')} bars={bars} most={Math.max(...bars.map(({value}) => value ?? 0))} />}
          />
        );
      })}
    </s-stack>
  );
}
