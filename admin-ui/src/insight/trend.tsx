// A question over time, read once it comes into view.

import {useEffect, useRef, useState} from 'preact/hooks';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {domainOf, linesOf, trendTable} from './answers';
import {insight, type Asked} from './api';
import {linesHeight, linesWords} from './charts/height';
import {fileName} from './csv';
import {Figure} from './figure';
import type {Every, Frame, QuestionInsight, Trend} from './types';
import {percent, signed} from './words';

const room = linesHeight + linesWords;

interface Props {
  question: QuestionInsight;
  frame: Frame;
  asked: Asked;
  by: Every;
  setBy(by: Every): void;
}

export function OverTime({question, frame, asked, by, setBy}: Props) {
  const {box, seen} = useSeen();
  const title = t(question.score ? 'insight.trend.nps' : 'insight.trend.title');
  return (
    <div ref={box}>
      <s-stack gap="base">
        <s-heading>{title}</s-heading>
        <s-select label={t('insight.trend.by')} value={by} onChange={(event) => setBy(event.currentTarget.value as Every)}>
          {(['day', 'week', 'month'] as const).map((every) => <s-option key={every} value={every}>{t(`insight.trend.${every}`)}</s-option>)}
        </s-select>
        {seen ? <Drawn question={question} frame={frame} asked={asked} by={by} title={title} /> : <div style={{minBlockSize: room}} />}
      </s-stack>
    </div>
  );
}

function Drawn({question, frame, asked, by, title}: Omit<Props, 'setBy'> & {title: string}) {
  const {value, error, reload} = useLoad((signal) => insight.question(asked, question.key, by, signal), [JSON.stringify(asked), question.key, by]);
  if (error) return <Failed error={error} retry={reload} />;
  if (!value) return <div style={{minBlockSize: room}} aria-busy="true" />;
  return <Chart trend={value} title={`${title}: ${question.prompt}`} file={fileName(frame.survey.title, question.key, value.by, frame.from, frame.to)} />;
}

function Chart({trend, title, file}: {trend: Trend; title: string; file: string}) {
  const series = linesOf(trend);
  const left = trend.question.values.filter(({count}) => count.n > 0).length - series.length;
  return (
    <s-stack gap="small">
      <Figure
        name={title} height={room} table={trendTable(trend)} file={file}
        draw={({Lines}) => (
          <Lines title={title} desc={t('insight.trend.desc')} series={series} domain={domainOf(series, Boolean(trend.question.score))} unit={trend.question.score ? signed : percent} />
        )}
      />
      {!trend.question.score && left > 0 && <s-paragraph color="subdued">{t('insight.trend.left', {count: left})}</s-paragraph>}
    </s-stack>
  );
}

/** Whether a box has ever been near the window. */
function useSeen() {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      setSeen(true);
      watch.disconnect();
    }, {rootMargin: '300px'});
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  return {box, seen};
}
