// Filters that have a name: one press shows what they leave.

import {useState} from 'preact/hooks';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed} from '../parts/states';
import {responses} from './api';
import {same, type ResponseFilter} from './filter';

const modal = 'save-view';

export function Views({filter, change}: {filter: ResponseFilter; change: (filter: ResponseFilter) => void}) {
  const {value, error, reload} = useLoad((signal) => responses.views(signal), []);
  const [failed, setFailed] = useState<Error>();
  const shown = value?.find((view) => same(view.filter, filter));
  const narrowed = !same(filter, {});
  const forget = async () => {
    if (!shown) return;
    setFailed(undefined);
    await responses.forget(shown.id).then(reload, setFailed);
  };
  return (
    <s-stack gap="small-200">
      {(failed ?? error) && <Failed error={(failed ?? error)!} retry={reload} />}
      <s-stack direction="inline" gap="small-200" alignItems="center" accessibilityLabel={t('responses.views.title')}>
        <s-button variant={narrowed ? 'tertiary' : 'secondary'} onClick={() => change({})}>{t('responses.views.all')}</s-button>
        {value?.map((view) => (
          <s-button key={view.id} variant={view === shown ? 'secondary' : 'tertiary'} onClick={() => change(view.filter)}>{view.name}</s-button>
        ))}
        {narrowed && !shown && <s-button icon="save" commandFor={modal} command="--show">{t('responses.views.save')}</s-button>}
        {shown && <s-button variant="tertiary" tone="critical" icon="delete" onClick={() => void forget()}>{t('responses.views.forget')}</s-button>}
      </s-stack>
      <Save filter={filter} saved={reload} />
    </s-stack>
  );
}

function Save({filter, saved}: {filter: ResponseFilter; saved: () => void}) {
  const [name, setName] = useState('');
  const [failed, setFailed] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await responses.save(name.trim(), filter);
      setName('');
      (document.getElementById(modal) as unknown as {hideOverlay(): void} | null)?.hideOverlay();
      saved();
    } catch (failure) {
      setFailed(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <s-modal id={modal} heading={t('responses.views.save')}>
      <s-stack gap="base">
        {failed && <Failed error={failed} />}
        <s-text-field label={t('responses.views.name')} details={t('responses.views.name_hint')} value={name} maxLength={80} autocomplete="off"
          onInput={(event: Event) => setName(typed(event))} />
      </s-stack>
      <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('responses.views.cancel')}</s-button>
      <s-button slot="primary-action" variant="primary" loading={busy} disabled={!name.trim()} onClick={() => void save()}>{t('responses.views.keep')}</s-button>
    </s-modal>
  );
}
