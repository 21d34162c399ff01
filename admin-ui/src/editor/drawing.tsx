// The drawing of a survey's ways, which is loaded when there is something to draw.

import type {FunctionComponent} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {t} from '../i18n';
import type {SurveyDocument} from '../types';
import {useKnown} from './known';
import type {Subject} from './subjects';

type Drawn = FunctionComponent<{document: SurveyDocument; language: string; subjects: Subject[]}>;

export function Drawing({document, language}: {document: SurveyDocument; language: string}) {
  const {all} = useKnown();
  const [graph, setGraph] = useState<{draw: Drawn}>();
  const branched = document.questions.some(({if: condition, next}) => condition !== undefined || next?.length);
  useEffect(() => {
    if (branched) void import('./graph').then((loaded) => setGraph({draw: loaded.default}), () => undefined); // the fields say the same
  }, [branched]);
  if (!branched) return null;
  return (
    <s-section heading={t('builder.graph')}>
      <div style={{aspectRatio: `320 / ${(document.questions.length + 1) * 48}`, maxInlineSize: '30rem'}}>
        {graph && <graph.draw document={document} language={language} subjects={all} />}
      </div>
    </s-section>
  );
}
