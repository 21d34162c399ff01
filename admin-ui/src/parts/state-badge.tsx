import {t} from '../i18n';
import type {SurveyState} from '../types';

const tones = {draft: 'neutral', changed: 'caution', live: 'success'} as const;

/** Whether shoppers see the survey, and as it is edited here. */
export function StateBadge({state}: {state: SurveyState}) {
  return <s-badge tone={tones[state]}>{t(`state.${state}`)}</s-badge>;
}
