// Writes down what she says on the phone: one question, by its own field, with the
// consent that it needs and why it is written down.

import { useState } from 'preact/hooks';

import { backTo, draftOf, questionOf, say } from '../../shared/item.ts';
import type { Change, Item } from '../../shared/preferences.ts';
import { typeOf } from '../../shared/questions/index.ts';
import { type Draft, lacksWriteIn, type Speaker, ticked, typed } from '../../shared/questions/question.ts';
import type { Work } from './useDesk.ts';

export interface RecordProps {
  items: Item[];
  work: Work;
  translate: Speaker['translate'];
}

/** What the admin has no field for is typed, as everything was once. */
const kind = (name: string) => (name === 'phone' ? 'text' : name);

export function Record({ items, work, translate }: RecordProps) {
  const askable = items.filter(({ asked, type }) => asked && typeOf(kind(type)));
  const [picked, setPicked] = useState('');
  const item = askable.find(({ key }) => key === picked);
  if (askable.length === 0) return null;
  return (
    <s-stack direction="block" gap="base">
      <s-select label={translate('record')} name="question" placeholder={translate('pick')} value={picked} onChange={(event) => setPicked(typed(event))}>
        {askable.map(({ key, prompt }) => (
          <s-option key={key} value={key}>
            {prompt}
          </s-option>
        ))}
      </s-select>
      {item && <Sheet key={picked} item={item} guard={items.find(({ key }) => key === item.needs)} work={work} translate={translate} onDone={() => setPicked('')} />}
    </s-stack>
  );
}

interface SheetProps extends Omit<RecordProps, 'items'> {
  item: Item;
  /** The question for consent that has to be granted first. */
  guard?: Item;
  onDone: () => void;
}

function Sheet({ item, guard, work, translate, onDone }: SheetProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const [agreed, setAgreed] = useState(guard?.answer?.value === true);
  const [reason, setReason] = useState(translate('phone_call'));
  const [wrong, setWrong] = useState('');
  const type = typeOf(kind(item.type));
  const saving = work.notice?.state === 'saving';
  if (!type) return null;

  const write = async (change: Change) => {
    if (await work.write(reason.trim(), change, backTo(guard ? [guard, item] : [item]))) onDone();
  };
  const save = () => {
    const said = type.answer(draft, questionOf(item));
    const lacking = said === undefined || lacksWriteIn(draft) ? 'required' : guard && !agreed ? 'no_consent' : reason.trim() ? '' : 'no_reason';
    setWrong(lacking);
    if (said !== undefined && !lacking) void write({ set: { ...(guard && { [guard.key]: true }), [item.key]: said } });
  };
  return (
    <s-stack direction="block" gap="base">
      <type.Field
        question={questionOf(item)}
        draft={draft}
        {...(wrong === 'required' && { error: translate(wrong) })}
        disabled={saving}
        say={say}
        translate={translate}
        onDraft={(next) => {
          setDraft(next);
          setWrong('');
        }}
      />
      {guard && (
        <s-stack direction="block" gap="small-300">
          <s-text color="subdued">{translate('read_aloud')}</s-text>
          <s-paragraph>{`“${guard.prompt}”`}</s-paragraph>
          <s-checkbox
            label={translate('she_agreed')}
            name={guard.key}
            checked={agreed}
            disabled={saving}
            {...(wrong === 'no_consent' && { error: translate(wrong) })}
            onChange={(event) => setAgreed(ticked(event))}
          />
        </s-stack>
      )}
      <s-text-field
        label={translate('reason')}
        name="reason"
        value={reason}
        disabled={saving}
        maxLength={500}
        {...(wrong === 'no_reason' && { error: translate(wrong) })}
        onInput={(event) => setReason(typed(event))}
      />
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-button variant="primary" loading={saving} onClick={save}>
          {translate('save')}
        </s-button>
        {item.answer && (
          <s-button disabled={saving} onClick={() => void write({ clear: [item.key] })}>
            {translate('clear')}
          </s-button>
        )}
        <s-button disabled={saving} onClick={onDone}>
          {translate('cancel')}
        </s-button>
      </s-stack>
    </s-stack>
  );
}
