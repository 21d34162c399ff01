// Where the answer is written back to.

import {t} from '../i18n';
import type {Mapping, Question} from '../types';

const targets = ['metafield', 'tag', 'order_metafield'] as const;

export function MappingChoice({question, prefix, change}: {
  question: Question;
  prefix: string; // of the shop's tags
  change: (mapping: Mapping) => void;
}) {
  const mapping = question.mapping ?? {};
  const hint = {key: question.key, prefix, value: question.options?.[0]?.key ?? '…'};
  const hinted = (target: keyof Mapping) => (target === 'metafield' && question.sensitive ? 'metafield_hint_sensitive' : `${target}_hint`);
  return (
    <s-stack gap="small-200">
      <s-text type="strong">{t('editor.write_back')}</s-text>
      {targets.filter((target) => target !== 'tag' || !question.sensitive).map((target) => (
        <s-checkbox key={target} label={t(`editor.${target}`)} details={t(`editor.${hinted(target)}`, hint)} checked={mapping[target] ?? false}
          onChange={() => change(toggled(mapping, target))} />
      ))}
    </s-stack>
  );
}

// What is off is left out, as in the stored document.
function toggled(mapping: Mapping, target: keyof Mapping): Mapping {
  const {[target]: on, ...rest} = mapping;
  return on ? rest : {...rest, [target]: true};
}
