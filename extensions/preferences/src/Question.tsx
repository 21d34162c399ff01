// One question: what she said and since when, whether it still holds, and a form
// to say it anew, which keeps where it went and why we ask.

import { useState } from 'preact/hooks';

import { About } from '../../shared/About.tsx';
import { questionOf, say } from '../../shared/item.ts';
import type { Item } from '../../shared/preferences.ts';
import type { Centre } from './centre.ts';
import { Fate } from './Fate.tsx';
import { Form } from './Form.tsx';
import { Status } from './Status.tsx';

export function Question({ item, centre, open = false }: { item: Item; centre: Centre; open?: boolean }) {
  const { key, prompt, answer, snoozed } = item;
  const { translate } = centre;
  const [opened, setOpened] = useState(open);
  return (
    <s-stack id={`question-${key}`} direction="block" gap="small-300">
      <s-heading>{prompt}</s-heading>
      {answer && <Said item={item} centre={centre} />}
      {snoozed && <PutOff item={item} centre={centre} />}
      <Status at={key} centre={centre} />
      <s-details defaultOpen={open} onToggle={() => setOpened(true)}>
        <s-summary>{translate(answer ? 'change' : 'answer')}</s-summary>
        {opened && (
          <s-stack direction="block" gap="base" paddingBlock="small">
            <Form item={item} centre={centre} />
            {answer && <Fate item={item} answer={answer} centre={centre} />}
            <About question={questionOf(item)} say={say} translate={translate} />
          </s-stack>
        )}
      </s-details>
    </s-stack>
  );
}

/** How long she is not asked, and the way to be asked again. */
function PutOff({ item: { key, snoozed }, centre: { translate, date, change } }: { item: Item; centre: Centre }) {
  const { until, never = false } = snoozed ?? {};
  return (
    <s-stack direction="inline" gap="base" alignItems="center">
      <s-text color="subdued">{until ? translate('not_before', { date: date(until) }) : translate('never_again')}</s-text>
      <s-button variant="secondary" onClick={() => change(key, { wake: [key] }, { snooze: [{ question: key, never }] })}>
        {translate('wake')}
      </s-button>
    </s-stack>
  );
}

/** Her answer, and whether it still holds. */
function Said({ item, centre }: { item: Item; centre: Centre }) {
  const { key, answer } = item;
  const { translate, date, change } = centre;
  if (!answer) return null;
  const { value, words, since, by_staff, freshness, kept_until } = answer;
  const facts = [translate(by_staff ? 'since_staff' : 'since', { date: date(since) }), ...(kept_until ? [translate('until', { date: date(kept_until) })] : [])];
  return (
    <s-stack direction="block" gap="small-300">
      <s-text>{words.join(', ')}</s-text>
      <s-text color="subdued">{facts.join(' · ')}</s-text>
      {freshness !== 'fresh' && (
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-badge icon="clock">{translate('still')}</s-badge>
          <s-button variant="secondary" onClick={() => change(key, { set: { [key]: value } })}>
            {translate('confirm')}
          </s-button>
        </s-stack>
      )}
    </s-stack>
  );
}
