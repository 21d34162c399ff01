// Who turned out to be the same shopper, and parting whom she is not.

import {api, type Who} from '../api';
import {dayOf, t} from '../i18n';
import {Failed} from '../parts/states';
import type {Join} from '../types';
import {useDoing} from './doing';

interface Props {
  who: Who;
  changed: () => void;
}

export function Joins({who, joins, changed}: Props & {joins: Join[]}) {
  if (joins.length === 0) return null;
  return (
    <s-section heading={t('people.joins')}>
      <s-stack accessibilityRole="unordered-list" gap="base">
        {joins.map((one) => <One key={`${one.from} ${one.joined_at}`} who={who} join={one} changed={changed} />)}
      </s-stack>
    </s-section>
  );
}

/** What the other is called: a customer by her number, a guest by how she came. */
export function otherOf({customer, cause}: Join): string {
  return customer ? t('people.customer', {id: customer}) : t(`people.others.${cause}`);
}

function One({who, join, changed}: Props & {join: Join}) {
  const {busy, failure, doing} = useDoing(changed);
  const modal = `part-${join.from}`;
  const other = otherOf(join);
  const apart = Boolean(join.parted_at);
  return (
    <s-stack accessibilityRole="list-item" gap="small-300">
      <s-grid gridTemplateColumns="repeat(auto-fit, minmax(min(15rem, 100%), 1fr))" gap="small-200" alignItems="center">
        <s-stack gap="small-400">
          {apart && join.customer ? <s-link href={`/people/${join.customer}`}>{other}</s-link> : <s-text>{other}</s-text>}
          <s-text color="subdued">{told(join)}</s-text>
        </s-stack>
        <s-stack direction="inline" justifyContent="end">
          {apart ? (
            <s-button loading={busy} accessibilityLabel={t('people.join_label', {other})} onClick={() => doing(() => api.joinAgain(who, join.from), t('people.joined_again'))}>
              {t('people.join')}
            </s-button>
          ) : (
            <s-button loading={busy} accessibilityLabel={t('people.part_label', {other})} commandFor={modal} command="--show">{t('people.part')}</s-button>
          )}
        </s-stack>
      </s-grid>
      {failure && <Failed error={failure} />}
      <s-modal id={modal} heading={t('people.part_sure', {other})}>
        <s-stack gap="base">
          <s-paragraph>{t('people.part_answers', {count: join.answers})}</s-paragraph>
          <s-paragraph>{t('people.part_written')}</s-paragraph>
          <s-paragraph>{t('people.part_stays')}</s-paragraph>
        </s-stack>
        <s-button slot="primary-action" variant="primary" tone="critical" commandFor={modal} command="--hide"
          onClick={() => doing(() => api.part(who, join.from), t('people.parted'))}>{t('people.part')}</s-button>
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('people.part_not')}</s-button>
      </s-modal>
    </s-stack>
  );
}

/** Why they are one and what that brought, or since when they are not. */
function told({cause, joined_at, parted_at, answers}: Join): string {
  if (parted_at) return t('people.parted_on', {day: dayOf(parted_at)});
  return `${t(`people.causes.${cause}`, {day: dayOf(joined_at)})} ${t('people.brought', {count: answers})}`;
}
