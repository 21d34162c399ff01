// Where answers go at a destination: one table of all questions, filled in already, a real
// person beside it, and what saving comes to before anything is sent.

import {api} from '../api';
import {desk} from '../destinations/api';
import {amount, t} from '../i18n';
import {useLoad} from '../load';
import {Also} from '../mapping/also';
import {EffectModal} from '../mapping/effect-modal';
import {count} from '../mapping/place';
import {Preview} from '../mapping/preview';
import {Table} from '../mapping/table';
import {type Mapping as Editing, saveBar, useMapping} from '../mapping/use-mapping';
import {Failed, Loading} from '../parts/states';

export function Mapping({id}: {id: string}) {
  const one = useLoad((signal) => desk.one(id, signal), [id]);
  const status = useLoad((signal) => api.status(signal), []);
  const editing = useMapping(id);
  const title = one.value?.title ?? '';
  const {board, draft, failure, busy} = editing;
  const error = one.error ?? status.error ?? (board ? undefined : failure);
  const ready = board && draft && one.value && status.value;
  return (
    <s-page heading={title ? t('mapping.title', {title}) : t('mapping.title_short')} inlineSize="large">
      <s-link slot="breadcrumb-actions" href={`/destinations/${id}`}>{title || t('destinations.destination')}</s-link>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={busy !== undefined || undefined} onClick={editing.review}>{t('editor.save')}</button>
        <button onClick={editing.discard}>{t('editor.discard')}</button>
      </ui-save-bar>
      {error && <Failed error={error} retry={() => { one.reload(); status.reload(); editing.reload(); }} />}
      {!ready && !error && <Loading />}
      {ready && <Desk id={id} title={title} prefix={status.value!.shop.tag_prefix} editing={editing} />}
    </s-page>
  );
}

function Desk({id, title, prefix, editing}: {id: string; title: string; prefix: string; editing: Editing}) {
  const {board, draft, errors, failure, dirty, busy, plan, change} = editing as Editing & {board: NonNullable<Editing['board']>; draft: NonNullable<Editing['draft']>};
  const props = {title, board, draft, prefix, errors, change};
  return (
    <>
      {failure && <Failed error={failure} retry={editing.reload} />}
      {errors.length > 0 && <s-banner tone="critical" heading={t('errors.fields')}>{strayWords(errors)}</s-banner>}
      {board.problem && <s-banner tone="warning" heading={t('mapping.problem', {title})}><s-paragraph>{board.problem}</s-paragraph></s-banner>}
      {!dirty && <Proposal editing={editing} title={title} />}
      <Table {...props} />
      <Also {...props} />
      <Preview id={id} title={title} board={board} draft={draft} found={editing.found} />
      <EffectModal plan={plan} title={title} busy={busy === 'saving'} save={(tell) => void editing.save(tell)} />
    </>
  );
}

/** What is wrong with nothing that has a field of its own. */
const strayWords = (errors: Editing['errors']) => errors.filter(({field}) => field === 'targets' || field === 'consents').map(({message}) => message).join(' ');

/** What can be taken as it is. */
function Proposal({editing, title}: {editing: Editing; title: string}) {
  const {board, draft, pending, busy, review} = editing;
  const {placed, of} = count(board!, draft!);
  if (!pending) return <s-section accessibilityLabel={t('mapping.title_short')}><s-paragraph>{t('mapping.all_saved', {n: amount(placed), of: amount(of), title})}</s-paragraph></s-section>;
  const first = board!.mapping.revision === 0;
  return (
    <s-section heading={t(first ? 'mapping.ready' : 'mapping.more')}>
      <s-paragraph>{t(first ? 'mapping.ready_hint' : 'mapping.more_hint', {n: amount(placed), of: amount(of), title})}</s-paragraph>
      <s-stack direction="inline"><s-button variant="primary" loading={busy !== undefined} onClick={() => void review()}>{t('mapping.use')}</s-button></s-stack>
    </s-section>
  );
}
