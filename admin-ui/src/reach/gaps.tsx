// Where a block seems to have gone missing.

import {t} from '../i18n';
import type {Gap} from '../types';
import {lossOf, usualOf} from './words';

/** A banner for each surface that is missing now. */
export function Gaps({gaps}: {gaps: Gap[]}) {
  return (
    <>
      {gaps.filter((gap) => gap.open).map((gap) => (
        <s-banner key={gap.surface} tone="warning" heading={lossOf(gap)}>
          <s-paragraph>{usualOf(gap)} {t('reach.placed')}</s-paragraph>
        </s-banner>
      ))}
    </>
  );
}
