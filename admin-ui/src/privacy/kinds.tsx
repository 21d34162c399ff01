// Everything that is kept of people, kind by kind.

import {t} from '../i18n';
import {Fold} from '../parts/fold';
import type {MappedKind} from '../types';
import {sentence} from './words';

export function Kinds({kinds}: {kinds: MappedKind[]}) {
  return (
    <s-stack gap="small">
      <s-heading>{t('privacy.kinds')}</s-heading>
      <Fold show={t('privacy.show_kinds', {count: kinds.length})} label={t('privacy.kinds')}>
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{t('privacy.what')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.basis')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.goes')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.line.kept')}</s-table-header>
            <s-table-header listSlot="labeled">{t('privacy.readers')}</s-table-header>
          </s-table-header-row>
          <s-table-body>{kinds.map((one) => <Row key={one.key} kind={one} />)}</s-table-body>
        </s-table>
      </Fold>
    </s-stack>
  );
}

function Row({kind}: {kind: MappedKind}) {
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack gap="small-400">
          <s-text>{kind.what}</s-text>
          <s-text color="subdued">{sentence(kind.why)}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell>{sentence(kind.basis)}</s-table-cell>
      <s-table-cell>{sentence(kind.goes)}</s-table-cell>
      <s-table-cell>{kind.days ? `${t('privacy.days', {count: kind.days})}. ${kind.kept}` : kind.kept}</s-table-cell>
      <s-table-cell>{sentence(kind.readers.join(', '))}</s-table-cell>
    </s-table-row>
  );
}
