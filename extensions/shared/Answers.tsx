// A customer's answers as a list to read, with what is said while there is none.

import type { Told } from './told.ts';
import { useLoaded } from './useLoaded.ts';

export interface AnswersProps {
  load: () => Promise<Told[]>;
  translate: (key: string) => string;
  date: (at: Date) => string;
}

export function Answers({ load, translate, date }: AnswersProps) {
  const [loaded, again] = useLoaded(load);
  if (loaded.state === 'loading') return <s-spinner accessibilityLabel={translate('loading')} />;
  if (loaded.state === 'failed') {
    return (
      <s-stack direction="block" gap="base">
        <s-banner tone="warning">{translate('failed')}</s-banner>
        <s-button onClick={again}>{translate('retry')}</s-button>
      </s-stack>
    );
  }
  if (loaded.value.length === 0) return <s-text color="subdued">{translate('empty')}</s-text>;
  return (
    <s-stack direction="block" gap="base">
      {loaded.value.map(({ key, prompt, words, at }) => (
        <s-stack key={key} direction="block" gap="small-400">
          <s-text type="strong">{prompt}</s-text>
          <s-text>{words.join(', ')}</s-text>
          {at && <s-text color="subdued">{date(at)}</s-text>}
        </s-stack>
      ))}
    </s-stack>
  );
}
