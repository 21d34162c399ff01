// The frame of every screen: the navigation Shopify draws, and the screen of
// the current path.

import {t} from './i18n';
import {usePath} from './router';
import {Deliveries} from './screens/deliveries';
import {Delivery} from './screens/delivery';
import {Differences} from './screens/differences';
import {Admitted} from './screens/admitted';
import {Audit} from './screens/audit';
import {Connect} from './screens/connect';
import {Destination} from './screens/destination';
import {Destinations, newDestination} from './screens/destinations';
import {Editor} from './screens/editor';
import {Hearing} from './screens/hearing';
import {Home} from './screens/home';
import {Insight} from './screens/insight';
import {Keys} from './screens/keys';
import {Mapping} from './screens/mapping';
import {People} from './screens/people';
import {Person} from './screens/person';
import {Privacy} from './screens/privacy';
import {Response} from './screens/response';
import {Responses} from './screens/responses';
import {Reward} from './screens/reward';
import {newReward, Rewards} from './screens/rewards';
import {Settings} from './screens/settings';
import {Start} from './screens/start';
import {Surfaces} from './screens/surfaces';
import {Surveys} from './screens/surveys';

export function App() {
  return (
    <>
      <s-app-nav>
        <s-link href="/" {...{rel: 'home'}}>{t('nav.home')}</s-link>
        <s-link href="/surveys">{t('nav.surveys')}</s-link>
        <s-link href="/surfaces">{t('nav.surfaces')}</s-link>
        <s-link href="/insight">{t('nav.insight')}</s-link>
        <s-link href="/rewards">{t('nav.rewards')}</s-link>
        <s-link href="/destinations">{t('nav.destinations')}</s-link>
        <s-link href="/people">{t('nav.people')}</s-link>
        <s-link href="/responses">{t('nav.responses')}</s-link>
        <s-link href="/deliveries">{t('nav.deliveries')}</s-link>
        <s-link href="/privacy">{t('nav.privacy')}</s-link>
        <s-link href="/settings">{t('nav.settings')}</s-link>
      </s-app-nav>
      <Screen path={usePath()} />
    </>
  );
}

function Screen({path}: {path: string}) {
  const [, first, id, what] = path.split('/');
  if (first === 'responses' && id) return <Response key={id} id={id} />;
  if (first === 'responses') return <Responses />;
  if (first === 'deliveries' && id) return <Delivery key={id} id={id} />;
  if (first === 'deliveries') return <Deliveries />;
  if (first === 'differences') return <Differences />;
  if (first === 'destinations' && newDestination.endsWith(`/${id}`)) return <Connect key={what} name={what} />;
  if (first === 'destinations' && id === 'admitted' && what) return <Admitted claim={what} />;
  if (first === 'destinations' && id && what === 'mapping') return <Mapping key={id} id={id} />;
  if (first === 'destinations' && id) return <Destination key={id} id={id} />;
  if (first === 'destinations') return <Destinations />;
  if (first === 'hearing') return <Hearing />;
  if (first === 'insight') return <Insight />;
  if (first === 'surfaces') return <Surfaces />;
  if (first === 'people' && id) return <Person key={id} id={id} />;
  if (first === 'people') return <People />;
  if (first === 'privacy') return <Privacy />;
  if (first === 'settings' && id === 'keys') return <Keys />;
  if (first === 'settings' && id === 'audit') return <Audit />;
  if (first === 'settings') return <Settings />;
  if (first === 'rewards' && id) return <Reward key={id} handle={path === newReward ? undefined : id} />;
  if (first === 'rewards') return <Rewards />;
  if (first === 'surveys' && id) return <Editor key={id} id={id} />;
  if (first === 'surveys') return <Surveys />;
  if (first === 'start' && id) return <Start key={id} name={id} />;
  return <Home />;
}
