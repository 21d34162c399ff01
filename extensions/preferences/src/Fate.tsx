// Where an answer went: which tool has it and as what, and which is kept from it
// and why.

import type { Answer, Item } from '../../shared/preferences.ts';
import { type Centre, tool } from './centre.ts';

/** What a tool may hold an answer as, for which there are words. */
const FORMS = ['metafield', 'tag', 'order'];

export function Fate({ item, answer: { written, withheld }, centre }: { item: Item; answer: Answer; centre: Centre }) {
  const { translate, date } = centre;
  const has = written.map(({ destination, as, at }) => translate(FORMS.includes(as) ? `as_${as}` : 'as_other', { tool: tool(destination), date: date(at) }));
  const lacks = withheld.map(({ destination, reason }) => translate('kept_from', { tool: tool(destination), reason }));
  return (
    <s-stack direction="block" gap="small-300">
      <s-text type="strong">{translate('went')}</s-text>
      <s-unordered-list>
        {[...(has.length + lacks.length > 0 ? [] : [translate('nowhere')]), ...has, ...lacks].map((line) => (
          <s-list-item key={`${item.key}/${line}`}>{line}</s-list-item>
        ))}
      </s-unordered-list>
    </s-stack>
  );
}
