// Which of a shopper's answers are kept from which destination, and why.

import {ago, t} from '../i18n';
import type {PersonDetails} from '../types';

export function KeptBack({withheld, answers}: Pick<PersonDetails, 'withheld' | 'answers'>) {
  const asked = (key: string) => answers.find(({question}) => question === key)?.prompt ?? key;
  return (
    <s-section heading={t('people.withheld')}>
      <s-paragraph color="subdued">{t('people.withheld_hint')}</s-paragraph>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('people.question')}</s-table-header>
          <s-table-header listSlot="secondary">{t('people.reason')}</s-table-header>
          <s-table-header listSlot="labeled">{t('settings.purpose')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.kept_from')}</s-table-header>
          <s-table-header listSlot="labeled">{t('people.when')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {withheld.map((one) => (
            <s-table-row key={`${one.destination} ${one.question}`}>
              <s-table-cell>{asked(one.question)}</s-table-cell>
              <s-table-cell><s-text color="subdued">{one.reason}</s-text></s-table-cell>
              <s-table-cell>{one.purpose}</s-table-cell>
              <s-table-cell>{one.title}</s-table-cell>
              <s-table-cell>{ago(one.since)}</s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
