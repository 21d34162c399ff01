// What she allows: by purpose, a switch for each channel, with the words she read.

import { backTo } from '../../shared/item.ts';
import type { Item, Permission } from '../../shared/preferences.ts';
import { ticked } from '../../shared/questions/question.ts';
import type { Centre } from './centre.ts';
import { Status } from './Status.tsx';

/** Whether it is a question for the same consent. */
export const asks = ({ type, channel, purpose }: Item, to: Permission) => type === 'consent' && channel === to.channel && purpose.key === to.purpose.key;

/** Where we may go on until she objects, silence allows it. */
const isAllowed = ({ state, purpose }: Permission) => state === 'granted' || (!state && purpose.basis === 'legitimate_interest');

export function Consents({ permissions, centre }: { permissions: Permission[]; centre: Centre }) {
  const purposes = [...new Set(permissions.map(({ purpose }) => purpose.key))];
  return (
    <>
      {purposes.map((key) => (
        <Purpose key={key} permissions={permissions.filter(({ purpose }) => purpose.key === key)} centre={centre} />
      ))}
    </>
  );
}

/** One alone stands open; several are folded under what is allowed of them. */
function Purpose({ permissions, centre }: { permissions: Permission[]; centre: Centre }) {
  const [first] = permissions;
  const rows = permissions.map((one) => <Row key={one.channel} permission={one} centre={centre} />);
  if (!first || permissions.length < 2) return <>{rows}</>;
  const allowed = permissions.filter(isAllowed).map(({ channel }) => centre.translate(`channel_${channel}`));
  return (
    <s-details>
      <s-summary>
        <s-text type="strong">{titled(first)}</s-text>
        <s-text color="subdued"> · {allowed.join(', ') || centre.translate('nothing_allowed')}</s-text>
      </s-summary>
      <s-stack direction="block" gap="base" paddingBlock="small">
        {rows}
      </s-stack>
    </s-details>
  );
}

const titled = ({ purpose: { key, title } }: Permission) => title || key;

function Row({ permission, centre }: { permission: Permission; centre: Centre }) {
  const { channel, purpose, ask, state, since, wording } = permission;
  const { known, translate, date, change } = centre;
  const question = known.sections.flatMap(({ questions }) => questions).find((item) => asks(item, permission));
  const words = question?.prompt ?? ask;
  const at = `${channel}/${purpose.key}`;
  const choose = (granted: boolean) => {
    const choice = { channel, purpose: purpose.key, wording: words };
    if (question) change(at, { set: { [question.key]: granted } }, backTo([question]));
    else change(at, { consents: [{ ...choice, granted }] }, { consents: [{ ...choice, granted: !granted }] });
  };
  const stands = state ? translate(`consent_${state}`, { date: date(since ?? '') }) : translate(isAllowed(permission) ? 'consent_unopposed' : 'consent_none');
  return (
    <s-stack direction="block" gap="small-300">
      <s-switch label={words} name={at} checked={isAllowed(permission)} onChange={(event) => choose(ticked(event))} />
      <s-text color="subdued">{wording && wording !== words ? `${stands} ${translate('read', { words: wording })}` : stands}</s-text>
      <Status at={at} centre={centre} />
    </s-stack>
  );
}
