import {t} from '../i18n';
import type {Receipt} from './receipt';
import {stateOf, tones} from './words';

/** How far a delivery is, or that what it wrote was taken back. */
export function State({receipt}: {receipt: Pick<Receipt, 'state' | 'undone'>}) {
  const state = stateOf(receipt);
  return <s-badge tone={tones[state]}>{t(`receipts.state.${state}`)}</s-badge>;
}
