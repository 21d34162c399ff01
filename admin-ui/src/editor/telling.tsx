// Having what was said before written as a survey says now: how far that is.

import {useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import {goesOn} from '../destinations/progress';
import {Runs} from '../destinations/runs';
import type {Foreseen, Run} from '../destinations/types';
import {t} from '../i18n';
import {useLoad} from '../load';
import {sentence} from '../privacy/words';

const pollEvery = 2000; // ms: a run goes on while one looks
const shownFor = 86_400_000; // ms that one which is over is still shown

type To = Pick<Foreseen, 'destination' | 'title'>;

export interface Telling {
  runs: Run[];
  untold: {to: To; why: Error}[]; // where it could not be begun
  tell(to: To[]): Promise<void>;
  reload(): void;
}

export function useTelling(survey: string): Telling {
  const [going, setGoing] = useState(false);
  const [untold, setUntold] = useState<Telling['untold']>([]);
  const {value = [], reload} = useLoad(async (signal) => {
    const runs = await desk.runsOf(survey, signal);
    setGoing(runs.some(goesOn));
    return runs;
  }, [survey, going], going ? pollEvery : 0);
  return {
    untold, reload,
    runs: value.filter((one) => goesOn(one) || Date.now() - Date.parse(one.finished_at ?? one.created_at) < shownFor),
    tell: async (to) => {
      const refused: Telling['untold'] = [];
      for (const one of to) await desk.begin(one.destination, 'backfill', survey).catch((why: Error) => refused.push({to: one, why}));
      setUntold(refused);
      if (to.length > 0) reload();
    },
  };
}

export function Tellings({telling: {runs, untold, tell, reload}}: {telling: Telling}) {
  return (
    <>
      {untold.map(({to, why}) => (
        <s-banner key={to.destination} tone="warning" heading={t('effect.untold', {title: to.title})}>
          <s-stack gap="small">
            <s-paragraph>{why instanceof Problem && why.status < 500 ? sentence(why.title) : t('errors.network')}</s-paragraph>
            <s-stack direction="inline"><s-button onClick={() => void tell(untold.map((one) => one.to))}>{t('errors.retry')}</s-button></s-stack>
          </s-stack>
        </s-banner>
      ))}
      <Runs runs={runs} changed={reload} named />
    </>
  );
}
