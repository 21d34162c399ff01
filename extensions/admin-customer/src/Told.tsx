// What she told, question by question: since when, where it came from, and whether it
// still holds.

import type { Answer, Item } from '../../shared/preferences.ts';
import type { Speaker } from '../../shared/questions/question.ts';

/** Where an answer was given, beside what a shopper is told of it. */
type Traced = Answer & { surface?: string };

export interface ToldProps {
  items: Item[];
  translate: Speaker['translate'];
  date: (at: string) => string;
}

export function Told({ items, translate, date }: ToldProps) {
  const told = items.filter(({ answer }) => answer);
  if (told.length === 0) return <s-text color="subdued">{translate('empty')}</s-text>;
  return (
    <s-stack direction="block" gap="base">
      {told.map(({ key, prompt, answer }) => answer && (
        <s-stack key={key} direction="block" gap="small-400">
          <s-text type="strong">{prompt}</s-text>
          <s-stack direction="inline" gap="small-300" alignItems="center">
            <s-text>{answer.words.join(', ')}</s-text>
            {answer.freshness !== 'fresh' && <s-badge>{translate(`holds_${answer.freshness}`)}</s-badge>}
          </s-stack>
          <s-text color="subdued">{trace(answer, translate, date)}</s-text>
        </s-stack>
      ))}
    </s-stack>
  );
}

function trace({ since, by_staff, surface = '' }: Traced, translate: Speaker['translate'], date: ToldProps['date']): string {
  const place = PLACES.includes(surface) ? surface : 'other';
  return `${date(since)} · ${translate(`from_${by_staff ? 'staff' : place}`)}`;
}

const PLACES = ['thank-you', 'order-status', 'theme', 'cart', 'prompt', 'account', 'link', 'email', 'preferences'];
