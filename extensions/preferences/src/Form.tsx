// The form of one question, as everywhere else we ask it.

import { useState } from 'preact/hooks';

import { backTo, draftOf, questionOf, say } from '../../shared/item.ts';
import type { Change, Item } from '../../shared/preferences.ts';
import { typeOf } from '../../shared/questions/index.ts';
import { type Draft, lacksWriteIn, ticked } from '../../shared/questions/question.ts';
import { type Centre, itemOf } from './centre.ts';

export function Form({ item, centre }: { item: Item; centre: Centre }) {
  const { key, answer, needs, why } = item;
  const { known, notice, translate, change } = centre;
  const guard = itemOf(known, needs);
  const [written, setWritten] = useState<{ over: string; draft: Draft }>();
  const [allowed, setAllowed] = useState(false);
  const [error, setError] = useState('');
  // What she has begun stands until another answer counts: one that was undone is not kept here.
  const over = JSON.stringify([answer?.value]);
  const draft = written?.over === over ? written.draft : draftOf(item);

  const type = typeOf(item.type);
  if (!type || (needs && !guard)) return <s-text color="subdued">{translate('elsewhere')}</s-text>;
  const question = questionOf(item);
  const mine = notice?.at === key ? notice : undefined;
  const saving = mine?.state === 'saving';
  const wrong = error || (mine?.errors && code(mine.errors[0]?.code));

  const submit = () => {
    const said = type.answer(draft, question);
    const lacking = said === undefined || lacksWriteIn(draft) || (guard && !allowed);
    setError(lacking ? 'required' : '');
    if (!lacking) change(key, { set: { ...(guard && { [guard.key]: true }), [key]: said } }, backTo([...(guard ? [guard] : []), item]));
  };
  return (
    <s-form onSubmit={submit}>
      <s-stack direction="block" gap="base">
        {why && <s-text color="subdued">{why}</s-text>}
        {guard && <s-checkbox label={guard.prompt} name={guard.key} checked={allowed} onChange={(event) => setAllowed(ticked(event))} />}
        <type.Field
          question={question}
          draft={draft}
          {...(wrong && { error: translate(wrong) })}
          disabled={saving}
          say={say}
          translate={translate}
          onDraft={(next) => {
            setWritten({ over, draft: next });
            setError('');
          }}
        />
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-button type="submit" variant="primary" loading={saving}>
            {translate('save')}
          </s-button>
          {answer ? (
            <s-button variant="secondary" onClick={() => change(key, { clear: [key] }, { set: { [key]: answer.value } })}>{translate('clear')}</s-button>
          ) : (
            <Later item={item} centre={centre} />
          )}
        </s-stack>
      </s-stack>
    </s-form>
  );
}

/** Puts the question off. */
function Later({ item: { key, snoozed }, centre: { translate, change } }: { item: Item; centre: Centre }) {
  const put = (never: boolean) => () => change(key, { snooze: [{ question: key, never }] }, { wake: [key] });
  if (snoozed) return null; // beside which stands how she is asked again
  return (
    <>
      <s-button variant="secondary" onClick={put(false)}>{translate('not_now')}</s-button>
      <s-button variant="secondary" onClick={put(true)}>{translate('never')}</s-button>
    </>
  );
}

const code = (told = '') => (told === 'required' || told === 'too_long' ? told : 'invalid');
