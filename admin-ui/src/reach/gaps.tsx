// Where a block seems to have gone missing.

import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import type {Gap} from '../types';
import {lossOf, usualOf} from './words';

/** A banner for each surface that is missing now. */
export function Gaps({gaps, open}: {gaps: Gap[]; open?: boolean}) {
  return (
    <>
      {gaps.filter((gap) => gap.open).map((gap) => (
        <s-banner key={gap.surface} tone="warning" heading={lossOf(gap)}>
          <s-stack gap="small">
            <s-paragraph>{usualOf(gap)} {t('reach.placed')}</s-paragraph>
            {open && <s-stack direction="inline"><s-button href="/surfaces">{t('reach.open')}</s-button></s-stack>}
          </s-stack>
        </s-banner>
      ))}
    </>
  );
}

/** The same on the first screen, which waits for nothing. */
export function HomeGaps() {
  const {value} = useLoad((signal) => api.surfaces(14, signal), []);
  return value ? <Gaps gaps={value.gaps} open /> : null;
}
