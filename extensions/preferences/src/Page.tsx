// The preference centre: everything that is known of her, why, and what she makes
// of it.

import { useMemo } from 'preact/hooks';

import type { Storage } from '../../shared/memory.ts';
import type { Item, Known } from '../../shared/preferences.ts';
import type { I18n } from '../../shared/questions/question.ts';
import type { Server } from '../../shared/server.ts';
import type { Centre } from './centre.ts';
import { Conflicts } from './Conflicts.tsx';
import { asks, Consents } from './Consents.tsx';
import { doorOf } from './door.ts';
import { Erase } from './Erase.tsx';
import { Question } from './Question.tsx';
import { Rewards } from './Rewards.tsx';
import { TakeAlong } from './TakeAlong.tsx';
import { usePreferences } from './usePreferences.ts';

export interface PageProps {
  server: Server;
  locale: string;
  i18n: I18n;
  storage: Storage;
}

export function Page({ server, locale, i18n, storage }: PageProps) {
  const door = useMemo(() => doorOf(server, locale), []);
  const { known, notice, load, change } = usePreferences(door);
  const { translate, formatDate } = i18n;
  if (!known) return <Waiting failed={known === false} translate={translate} again={() => load()} />;
  const centre: Centre = { known, notice, change, translate, date: (at) => formatDate(new Date(at), { dateStyle: 'long' }) };
  return (
    <>
      <Meter known={known} translate={translate} />
      <Conflicts centre={centre} />
      <Answers centre={centre} />
      {known.rewards.length > 0 && (
        <s-section heading={translate('rewards')}>
          <Rewards centre={centre} />
        </s-section>
      )}
      <s-section heading={translate('yours')}>
        <TakeAlong door={door} centre={centre} />
        <s-divider />
        <Erase door={door} storage={storage} centre={centre} onErased={() => load(true)} />
      </s-section>
    </>
  );
}

/** What stands there until it is known. */
export function Waiting({ failed, translate, again }: { failed: boolean; translate: I18n['translate']; again: () => void }) {
  if (!failed) return <s-spinner accessibilityLabel={translate('loading')} />;
  return (
    <s-stack direction="block" gap="base">
      <s-banner tone="warning">{translate('not_read')}</s-banner>
      <s-button onClick={again}>{translate('retry')}</s-button>
    </s-stack>
  );
}

/** How much of what we ask she has told. */
function Meter({ known: { counts }, translate }: { known: Known; translate: I18n['translate'] }) {
  const { answers, open } = counts;
  const all = answers + open;
  if (all === 0) return <s-text color="subdued">{translate('nothing_asked')}</s-text>;
  const said = answers === 0 ? translate('empty') : translate('told', { count: answers, all });
  return (
    <s-stack direction="block" gap="small">
      <s-text>{said}</s-text>
      <s-progress value={answers} max={all} accessibilityLabel={said} />
    </s-stack>
  );
}

/** The sections in which she answers; what she only allows has switches. */
function Answers({ centre }: { centre: Centre }) {
  const { known, translate } = centre;
  const sections = known.sections.map(({ key, questions }) => ({ key, questions: questions.filter((item) => !known.consents.some((one) => asks(item, one))) }));
  const first = known.counts.answers === 0 ? sections[0]?.questions[0] : undefined;
  const titled = (key: string) => translate(`section_${key}`);
  const allowed = (followed: boolean) => known.consents.filter(({ channel }) => (channel === 'tracking') === followed);
  return (
    <>
      {sections.map(
        ({ key, questions }) =>
          questions.length > 0 && (
            <s-section key={key} heading={titled(key)}>
              <Questions questions={questions} first={first} centre={centre} />
            </s-section>
          ),
      )}
      {[false, true].map(
        (followed) =>
          allowed(followed).length > 0 && (
            <s-section key={followed} heading={titled(followed ? 'tracking' : 'allowed')}>
              <Consents permissions={allowed(followed)} centre={centre} />
            </s-section>
          ),
      )}
    </>
  );
}

function Questions({ questions, first, centre }: { questions: Item[]; first?: Item; centre: Centre }) {
  return (
    <>
      {questions.flatMap((item, at) => [at > 0 && <s-divider key={at} />, <Question key={item.key} item={item} centre={centre} open={item === first} />])}
    </>
  );
}
