// The frame of every screen: the navigation Shopify draws, and the screen of
// the current path.

import {t} from './i18n';
import {usePath} from './router';
import {Editor} from './screens/editor';
import {Responses} from './screens/responses';
import {Reward} from './screens/reward';
import {newReward, Rewards} from './screens/rewards';
import {Surveys} from './screens/surveys';

export function App() {
  return (
    <>
      <s-app-nav>
        <s-link href="/" {...{rel: 'home'}}>{t('nav.home')}</s-link>
        <s-link href="/surveys">{t('nav.surveys')}</s-link>
        <s-link href="/rewards">{t('nav.rewards')}</s-link>
        <s-link href="/responses">{t('nav.responses')}</s-link>
      </s-app-nav>
      <Screen path={usePath()} />
    </>
  );
}

function Screen({path}: {path: string}) {
  const [, first, id] = path.split('/');
  if (first === 'responses') return <Responses />;
  if (first === 'rewards' && id) return <Reward key={id} handle={path === newReward ? undefined : id} />;
  if (first === 'rewards') return <Rewards />;
  if (first === 'surveys' && id) return <Editor key={id} id={id} />;
  return <Surveys />;
}
