// The first screen: does everything work, what was answered today, what waits for a decision.

import {decisions} from '../home/decide';
import {Decisions} from '../home/decisions';
import {Guide} from '../home/guide';
import {troubles, unchecked} from '../home/health';
import {Skeleton} from '../home/skeleton';
import {Standing} from '../home/standing';
import {Today} from '../home/today';
import {useHome} from '../home/use-home';
import {t} from '../i18n';
import {Failed} from '../parts/states';

export function Home() {
  const {value, error, reload, stands, asking} = useHome();
  const facts = asking ? undefined : value;
  return (
    <s-page heading={t('home.title')}>
      {error && <Failed error={error} retry={reload} />}
      {!facts && !error && <Skeleton />}
      {facts && (
        <>
          {facts.guide && <Guide facts={facts} guide={facts.guide} stands={stands} reload={reload} />}
          <Standing troubles={troubles(facts, stands, shopify.config.apiKey)} stale={Boolean(error)}
            unchecked={unchecked(facts, stands)} again={reload} />
          <Today facts={facts} />
          <Decisions all={decisions(facts)} />
        </>
      )}
    </s-page>
  );
}
