// Which reward answering the survey earns.

import {api} from '../api';
import {t} from '../i18n';
import {useLoad} from '../load';
import {sentence} from '../rewards/rule';
import type {FieldError, SurveyDocument} from '../types';
import {errorAt} from './places';
import {typed} from './words-input';

const none = '(none)'; // an option without a value has its text for one, and no reward is called this

interface RewardChoiceProps {
  document: SurveyDocument;
  errors: FieldError[];
  change: (part: {reward: string}) => void;
}

export function RewardChoice({document, errors, change}: RewardChoiceProps) {
  const {value} = useLoad((signal) => api.rewards(signal), []);
  const chosen = document.reward ?? '';
  const reward = value?.rewards.find((one) => one.handle === chosen);
  const offered = value?.rewards.filter((one) => one.state !== 'ended' || one.handle === chosen) ?? [];
  const gone = chosen && !reward; // or on its way
  return (
    <s-section heading={t('editor.reward')}>
      <s-select label={t('editor.reward')} labelAccessibilityVisibility="exclusive" value={chosen || none} error={errorAt(errors, 'reward')}
        onChange={(event: Event) => change({reward: typed(event) === none ? '' : typed(event)})}>
        <s-option value={none}>{t('editor.no_reward')}</s-option>
        {gone && <s-option value={chosen}>{value ? t('editor.reward_gone', {handle: chosen}) : chosen}</s-option>}
        {offered.map((one) => <s-option key={one.handle} value={one.handle}>{one.state === 'ended' ? t('editor.reward_ended', {title: one.title}) : one.title}</s-option>)}
      </s-select>
      <s-text color="subdued">{reward && value ? sentence(reward, value.currency) : t('editor.reward_hint')}</s-text>
      <s-stack direction="inline"><s-link href={reward ? `/rewards/${reward.handle}` : '/rewards'}>{t(reward ? 'editor.see_reward' : 'editor.see_rewards')}</s-link></s-stack>
    </s-section>
  );
}
