// Writing down what a shopper says to a member of staff: one question, by the field that
// it has everywhere, with the consent that it needs and why it is written down.

import {backTo, draftOf, lacksWriteIn, questionOf, say, typeOf, type Change, type Item, type Known} from '@askwell/questions';
import {useState} from 'preact/hooks';
import {call, type Who} from '../api';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';

const path = ({customer, order}: Who) => `/people/${customer}/answers?order=${order}`;

/** The admin has no field for some: they are typed. */
const kind = (name: string) => (name === 'phone' ? 'text' : name);

const words = (key: string, values?: Record<string, string | number>) => t(`people.record.${key}`, values);

interface Props {
  who: Who;
  changed: () => void;
}

export default function Record({who, changed}: Props) {
  const {value, error, reload} = useLoad((signal) => call<Known>('GET', path(who), undefined, signal), []);
  const [picked, setPicked] = useState('');
  const {undo, busy, failure, write} = useWriting(who, value?.locale ?? '', () => {
    reload();
    changed();
  });
  if (error) return <Failed error={error} retry={reload} />;
  if (!value) return <Loading />;
  const items = value.sections.flatMap(({questions}) => questions);
  const askable = items.filter(({asked, type}) => asked && typeOf(kind(type)));
  const item = askable.find(({key}) => key === picked);
  if (askable.length === 0) return <s-paragraph color="subdued">{words('none')}</s-paragraph>;
  return (
    <s-stack gap="base">
      {who.customer === '0' && <s-text color="subdued">{words('guest')}</s-text>}
      <s-select label={words('question')} placeholder={words('pick')} value={picked} onChange={(event: Event) => setPicked(typed(event))}>
        {askable.map(({key, prompt}) => <s-option key={key} value={key}>{prompt}</s-option>)}
      </s-select>
      {item && (
        <Sheet key={picked} item={item} guard={items.find(({key}) => key === item.needs)} busy={busy}
          write={async (reason, change, back) => {
            if (await write(reason, change, back)) setPicked('');
          }}
          leave={() => setPicked('')} />
      )}
      {failure && <Failed error={failure} />}
      {undo && (
        <s-banner tone="success">
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-text>{words('saved')}</s-text>
            <s-button loading={busy} onClick={undo}>{words('undo')}</s-button>
          </s-stack>
        </s-banner>
      )}
    </s-stack>
  );
}

type Write = (reason: string, change: Change, back: Change) => Promise<boolean>;

/** Writes something down once, however often it is sent, and takes it back. */
function useWriting(who: Who, locale: string, done: () => void) {
  const [undo, setUndo] = useState<() => void>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  async function send(reason: string, change: Change, back: Change | undefined): Promise<boolean> {
    setBusy(true);
    setFailure(undefined);
    try {
      await call('POST', path(who), {id: crypto.randomUUID(), reason, ...(locale && {locale}), ...change});
      setUndo(back ? () => () => void send(reason, back, undefined) : undefined);
      if (!back) shopify.toast.show(words('undone'));
      done();
      return true;
    } catch (error) {
      setFailure(error as Error);
      return false;
    } finally {
      setBusy(false);
    }
  }
  const write: Write = (reason, change, back) => send(reason, change, back);
  return {undo, busy, failure, write};
}

interface SheetProps {
  item: Item;
  guard: Item | undefined; // the question for consent that has to be granted first
  busy: boolean;
  write: (reason: string, change: Change, back: Change) => Promise<void>;
  leave: () => void;
}

function Sheet({item, guard, busy, write, leave}: SheetProps) {
  const [draft, setDraft] = useState(() => draftOf(item));
  const [agreed, setAgreed] = useState(guard?.answer?.value === true);
  const [reason, setReason] = useState(words('phone_call'));
  const [wrong, setWrong] = useState('');
  const type = typeOf(kind(item.type));
  if (!type) return null;
  const back = backTo(guard ? [guard, item] : [item]);
  const save = () => {
    const said = type.answer(draft, questionOf(item));
    const lacking = said === undefined || lacksWriteIn(draft) ? 'required' : guard && !agreed ? 'no_consent' : reason.trim() ? '' : 'no_reason';
    setWrong(lacking);
    if (said !== undefined && !lacking) void write(reason.trim(), {set: {...(guard && {[guard.key]: true}), [item.key]: said}}, back);
  };
  return (
    <s-stack gap="base">
      <type.Field question={questionOf(item)} draft={draft} disabled={busy} say={say} translate={words}
        {...(wrong === 'required' && {error: words(wrong)})}
        onDraft={(next) => {
          setDraft(next);
          setWrong('');
        }} />
      {guard && (
        <s-stack gap="small-300">
          <s-text color="subdued">{words('read_aloud')}</s-text>
          <s-paragraph>“{guard.prompt}”</s-paragraph>
          <s-checkbox label={words('agreed')} checked={agreed} disabled={busy} {...(wrong === 'no_consent' && {error: words(wrong)})}
            onChange={(event: Event) => setAgreed((event.currentTarget as unknown as {checked: boolean}).checked)} />
        </s-stack>
      )}
      <s-text-field label={words('reason')} value={reason} disabled={busy} maxLength={500} {...(wrong === 'no_reason' && {error: words(wrong)})}
        onInput={(event: Event) => setReason(typed(event))} />
      <s-stack direction="inline" gap="small-200">
        <s-button variant="primary" loading={busy} onClick={save}>{words('save')}</s-button>
        {item.answer && <s-button disabled={busy} onClick={() => void write(reason.trim() || words('phone_call'), {clear: [item.key]}, back)}>{words('clear')}</s-button>}
        <s-button disabled={busy} onClick={leave}>{words('cancel')}</s-button>
      </s-stack>
    </s-stack>
  );
}
