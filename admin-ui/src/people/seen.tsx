// What was seen of a shopper, which they never said: what they ordered, and what Shopify
// tells of them.

import {amount, money, t} from '../i18n';
import {useFirst} from '../parts/fold';
import {dayIn} from './days';
import type {Order, Profile} from './moment';

const shown = 5; // orders at first

export function Seen({profile, then}: {profile: Profile; then: boolean}) {
  const {observed: {orders, standing, currency}, zone} = profile;
  const newest = orders.toReversed();
  const {first, rest} = useFirst(newest, shown);
  const facts = factsOf(profile);
  return (
    <s-section heading={t(then ? 'people.card.seen_then' : 'people.card.seen')}>
      <s-stack gap="base">
        {facts.length > 0 && (
          <s-grid gridTemplateColumns="repeat(auto-fit, minmax(7rem, 1fr))" gap="base">
            {facts.map(([name, value]) => (
              <s-stack key={name} gap="small-400">
                <s-text color="subdued">{t(`people.card.facts.${name}`)}</s-text>
                <s-text type="strong">{value}</s-text>
              </s-stack>
            ))}
          </s-grid>
        )}
        {orders.length === 0 && <s-paragraph color="subdued">{t('people.time.no_orders')}</s-paragraph>}
        {orders.length > 0 && (
          <s-stack accessibilityRole="unordered-list" gap="small-300">
            {first.map((one) => <Bought key={one.id} order={one} zone={zone} currency={currency} />)}
          </s-stack>
        )}
        {rest}
        <Marks title={t('people.card.tags')} names={standing?.tags ?? []} />
        <Marks title={t('people.card.segments')} names={standing?.segments ?? []} />
        <Contact profile={profile} />
      </s-stack>
    </s-section>
  );
}

function Bought({order, zone, currency}: {order: Order; zone: string; currency: string}) {
  return (
    <s-stack accessibilityRole="list-item">
      <s-grid gridTemplateColumns="1fr auto" gap="small-200">
        <s-stack direction="inline" gap="small-300" alignItems="center">
          <s-link href={`shopify:admin/orders/${order.id}`}>{order.name || t('people.card.order', {id: order.id})}</s-link>
          <s-text color="subdued">{dayIn(zone, order.created_at)}</s-text>
          {order.cancelled_at && <s-badge>{t('people.card.cancelled')}</s-badge>}
        </s-stack>
        <s-text>{order.total ? money(order.total, order.currency || currency) : ''}</s-text>
      </s-grid>
    </s-stack>
  );
}

function Marks({title, names}: {title: string; names: string[]}) {
  if (names.length === 0) return null;
  return (
    <s-stack gap="small-400">
      <s-text color="subdued">{title}</s-text>
      <s-stack direction="inline" gap="small-300">{names.map((one) => <s-badge key={one}>{one}</s-badge>)}</s-stack>
    </s-stack>
  );
}

function Contact({profile: {contact}}: {profile: Profile}) {
  return (
    <>
      {contact.map((one) => (
        <s-text key={one.name} color="subdued">
          {t(one.declared && one.observed ? 'people.time.both' : 'people.time.one', {name: t(`people.kinds.${one.name}`), value: one.value, observed: one.observed ?? ''})}
        </s-text>
      ))}
    </>
  );
}

/** The figures of somebody's orders: as Shopify counts them where it has told, else as we have heard of them. */
export function factsOf({observed: {orders, standing, currency}, zone}: Pick<Profile, 'observed' | 'zone'>): [string, string][] {
  const stood = orders.filter(({cancelled_at}) => !cancelled_at);
  const facts: [string, string][] = [];
  const count = standing?.orders ?? stood.length;
  if (count > 0) facts.push(['orders', amount(count)]);
  const spent = standing?.spent ?? sum(stood);
  if (spent) facts.push(['spent', money(spent, standing?.spent ? currency : (stood[0]?.currency ?? currency))]);
  // Of orders from before Askwell came nothing is known but how many they were.
  if (stood[0] && stood.length >= count) facts.push(['first', dayIn(zone, stood[0].created_at)]);
  const last = standing?.last_order_at ?? stood.at(-1)?.created_at;
  if (last) facts.push(['last', dayIn(zone, last)]);
  return facts;
}

/** What orders come to, '' of orders in several currencies. */
function sum(orders: Order[]): string {
  if (orders.length === 0 || new Set(orders.map(({currency}) => currency)).size > 1) return '';
  return orders.reduce((all, {total}) => all + (Number(total) || 0), 0).toFixed(2);
}
