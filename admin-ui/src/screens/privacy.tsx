// What the law asks of the shop: requests, erasures, the data map, and who read what.

import {t} from '../i18n';
import {Erasures} from '../privacy/erasures';
import {Map} from '../privacy/map';
import {Readings} from '../privacy/readings';
import {Requests} from '../privacy/requests';

export function Privacy() {
  return (
    <s-page heading={t('privacy.title')} inlineSize="large">
      <Requests />
      <Erasures />
      <Map />
      <Readings />
    </s-page>
  );
}
