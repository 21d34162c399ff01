// The places of one question, being changed.

import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {fresh, keptOf, placed, type Placed, placesOf, removed, replaced} from './place';
import {ListFields, PropertyFields, TagFields} from './place-fields';
import type {EditProps} from './table';
import type {AskedQuestion, Kind} from './types';

export function Places({question, ...props}: EditProps & {question: AskedQuestion}) {
  const {board, draft, prefix, title, change} = props;
  const places = placesOf(draft, question.key);
  const add = (kind: Kind) => change(placed(board, draft, question, kind, prefix));
  if (question.sensitive && places.length === 0) {
    return (
      <s-switch label={t('mapping.may_go', {title})} details={t('mapping.may_go_hint', {title})} checked={false} onChange={() => add(question.kinds[0]!)} />
    );
  }
  return (
    <s-stack gap="base">
      {places.map((one) => <Place key={one.at} {...props} question={question} place={one} />)}
      <s-stack direction="inline" gap="small-300">
        {question.kinds.filter((kind) => kind !== 'event' || !places.some(({target}) => target.kind === 'event')).map((kind) => (
          <s-button key={kind} icon="plus" variant="tertiary" disabled={kind === 'list' && board.lists.length === 0} onClick={() => add(kind)}>{t(`mapping.add.${kind}`)}</s-button>
        ))}
      </s-stack>
    </s-stack>
  );
}

function Place({place: {target, at}, question, ...props}: EditProps & {question: AskedQuestion; place: Placed}) {
  const {board, draft, prefix, errors, change} = props;
  const field = (name: string) => `targets.${at}.${name}`;
  const put = (next: typeof target) => change(replaced(draft, at, next));
  const parts = {target, at, question, kept: keptOf(board, target), put, ...props};
  const become = (kind: Kind) => put(fresh(board, removed(draft, at), question, kind, prefix));
  return (
    <s-box padding="small" border="base" borderRadius="base">
      <s-stack gap="small">
        <s-select id={field('kind')} label={t('mapping.as')} value={target.kind} error={errorAt(errors, field('kind')) || errorAt(errors, field('sensitive')) || errorAt(errors, field('question'))}
          onChange={(event: Event) => become(typed(event) as Kind)}>
          {question.kinds.map((kind) => <s-option key={kind} value={kind} disabled={kind === 'list' && board.lists.length === 0}>{t(`mapping.kinds.${kind}`)}</s-option>)}
        </s-select>
        {target.kind === 'property' && <PropertyFields {...parts} />}
        {target.kind === 'tag' && <TagFields {...parts} />}
        {target.kind === 'list' && <ListFields {...parts} />}
        {target.kind === 'event' && <s-text color="subdued">{t('mapping.event_hint')}</s-text>}
        <s-stack direction="inline"><s-button tone="critical" variant="tertiary" onClick={() => change(removed(draft, at))}>{t('mapping.remove')}</s-button></s-stack>
      </s-stack>
    </s-box>
  );
}
