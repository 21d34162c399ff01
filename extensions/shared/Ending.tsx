// What a quiz came out at, the answers that led there, and what the shop has for
// it.

import { outcome, walk } from './branch.ts';
import type { Speaker } from './questions/question.ts';
import type { Facts } from './rule.ts';
import type { Survey } from './survey.ts';

export interface EndingProps extends Speaker {
  survey: Survey;
  facts: Facts;
  /** The shop's address. */
  shop: string;
}

export function Ending({ survey, facts, shop, say, translate }: EndingProps) {
  const came = outcome(walk(survey.questions, facts), survey.endings, facts);
  const ending = survey.endings?.find(({ key }) => key === came?.ending);
  if (!came || !ending) return null;
  const { title, text, image, products = [], collections = [] } = ending;
  const reasons = (came.reasons ?? []).filter(({ points }) => points > 0).map(({ question, option }) => label(survey, question, option, say));
  const links = [...products.map((handle) => ['products', handle]), ...collections.map((handle) => ['collections', handle])];
  return (
    <s-stack direction="block" gap="base" accessibilityRole="status">
      {image && <s-image src={image} alt="" loading="lazy" borderRadius="base" />}
      <s-heading>{say(title)}</s-heading>
      {text && <s-paragraph>{say(text)}</s-paragraph>}
      {reasons.length > 0 && <List title={translate('because')} items={reasons} />}
      {links.length > 0 && (
        <List
          title={translate('for_you')}
          items={links.map(([kind, handle = '']) => (
            <s-link href={`${shop}/${kind}/${handle}`}>{titled(handle)}</s-link>
          ))}
        />
      )}
    </s-stack>
  );
}

function List({ title, items }: { title: string; items: preact.ComponentChildren[] }) {
  return (
    <s-stack direction="block" gap="small-300">
      <s-text type="strong">{title}</s-text>
      <s-unordered-list>
        {items.map((item, at) => (
          <s-list-item key={at}>{item}</s-list-item>
        ))}
      </s-unordered-list>
    </s-stack>
  );
}

function label({ questions }: Survey, key: string, option: string, say: Speaker['say']): string {
  const question = questions.find((one) => one.key === key);
  return `${say(question?.prompt)} ${say(question?.options?.find((one) => one.key === option)?.label)}`;
}

/** A handle as a title: the page does not know another. */
const titled = (handle: string) => handle.charAt(0).toUpperCase() + handle.slice(1).replaceAll('-', ' ');
