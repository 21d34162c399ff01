// Where a merchant is led back to from a vendor: what he let us in with becomes a destination.

import {useEffect, useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import {t} from '../i18n';
import {Failed, Loading} from '../parts/states';
import {go} from '../router';
import {newDestination} from './destinations';

export function Admitted({claim}: {claim: string}) {
  const [failure, setFailure] = useState<Error>();
  useEffect(() => {
    desk.claim(claim).then(
      (made) => {
        shopify.toast.show(t('destinations.connected', {title: made.account || made.title}));
        void go(made.problem || made.mapped > 0 ? `/destinations/${made.id}` : `/destinations/${made.id}/mapping`);
      },
      (error: Error) => setFailure(error),
    );
  }, [claim]);
  const late = failure instanceof Problem && failure.status === 404;
  return (
    <s-page heading={t('destinations.letting_in')}>
      <s-link slot="breadcrumb-actions" href="/destinations">{t('destinations.title')}</s-link>
      {late && (
        <s-banner tone="critical">
          {t('destinations.let_in_late')}
          <s-button slot="secondary-actions" href={newDestination}>{t('destinations.connect')}</s-button>
        </s-banner>
      )}
      {failure && !late && <Failed error={failure} />}
      {!failure && <Loading />}
    </s-page>
  );
}
