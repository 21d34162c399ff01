// Connecting a tool: which one, what it asks for, and whether it works.

import {useEffect, useState} from 'preact/hooks';
import {Problem} from '../api';
import {desk} from '../destinations/api';
import {Fields} from '../destinations/fields';
import {blank} from '../destinations/filled';
import {LetIn} from '../destinations/let-in';
import {takes} from '../destinations/standing';
import type {Provider} from '../destinations/types';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Help} from '../parts/help';
import {Failed, Loading} from '../parts/states';
import {go} from '../router';
import {newDestination} from './destinations';

const saveBar = 'connect-save-bar';

/** Without a name a tool is chosen first. */
export function Connect({name}: {name: string | undefined}) {
  const {value, error, reload} = useLoad((signal) => desk.providers(signal), []);
  const chosen = value?.find((one) => one.name === name);
  if (chosen) return <Write provider={chosen} />;
  return (
    <s-page heading={t('destinations.connect_which')}>
      <s-link slot="breadcrumb-actions" href="/destinations">{t('destinations.title')}</s-link>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && name && <s-banner tone="critical">{t('destinations.no_such_tool')}</s-banner>}
      {value && <Choice providers={value} />}
    </s-page>
  );
}

function Choice({providers}: {providers: Provider[]}) {
  return (
    <s-section accessibilityLabel={t('destinations.connect_which')}>
      <s-grid accessibilityRole="unordered-list" gridTemplateColumns="repeat(auto-fill, minmax(min(15rem, 100%), 1fr))" gap="base">
        {providers.map((one) => (
          <s-box key={one.name} accessibilityRole="list-item" padding="base" border="base" borderRadius="base">
            <s-stack gap="small-200" justifyContent="space-between" blockSize="100%">
              <s-stack gap="small-200">
                <s-heading>{one.title}</s-heading>
                <s-text color="subdued">{takes(one)}</s-text>
              </s-stack>
              <s-stack direction="inline">
                <s-button href={`${newDestination}/${one.name}`} accessibilityLabel={t('destinations.connect_to', {title: one.title})}>{t('destinations.connect_short')}</s-button>
              </s-stack>
            </s-stack>
          </s-box>
        ))}
      </s-grid>
    </s-section>
  );
}

function Write({provider}: {provider: Provider}) {
  const [filled, setFilled] = useState(() => blank(provider));
  const [mended, setMended] = useState<string[]>([]); // fields changed since they were wrong
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const wrong = failure instanceof Problem ? failure.errors : [];
  const begun = blank(provider);
  const dirty = Object.keys(filled).some((key) => filled[key] !== (begun[key] ?? '')); // what is suggested is nobody's work
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);

  async function connect() {
    setBusy(true);
    setFailure(undefined);
    setMended([]);
    try {
      const made = await desk.connect(provider.name, filled);
      await shopify.saveBar.hide?.(saveBar); // else leaving would be asked about
      shopify.toast.show(t('destinations.connected', {title: made.account || made.title}));
      await go(`/destinations/${made.id}/mapping`);
    } catch (error) {
      setFailure(error as Error);
      setBusy(false);
    }
  }

  return (
    <s-page heading={t('destinations.connect_to', {title: provider.title})}>
      <s-link slot="breadcrumb-actions" href={newDestination}>{t('destinations.connect_which')}</s-link>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={busy || undefined} onClick={() => void connect()}>{t('destinations.check_and_connect')}</button>
        <button onClick={() => { setFilled(begun); setFailure(undefined); }}>{t('editor.discard')}</button>
      </ui-save-bar>
      {failure && wrong.length === 0 && <Failed error={failure} />}
      {wrong.length > 0 && <s-banner tone="critical" heading={t('errors.fields')} />}
      {provider.authorizes && <LetIn provider={provider} bar={saveBar} />}
      <s-section heading={t(provider.authorizes ? 'destinations.or_key' : 'destinations.settings')}>
        <Fields provider={provider} filled={filled} errors={wrong.filter(({field}) => !mended.includes(field))}
          change={(key, value) => {
            setFilled({...filled, [key]: value});
            setMended([...mended, `settings.${key}`]);
          }} />
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-button variant={provider.authorizes ? 'secondary' : 'primary'} loading={busy} onClick={() => void connect()}>{t('destinations.check_and_connect')}</s-button>
          <div role="status">{busy && <s-text color="subdued">{t('destinations.checking', {title: provider.title})}</s-text>}</div>
        </s-stack>
        <s-paragraph color="subdued">{t('destinations.connect_hint', {title: provider.title})}</s-paragraph>
      </s-section>
      <s-section slot="aside" heading={t('destinations.how_to', {title: provider.title})}><Help text={provider.help} /></s-section>
    </s-page>
  );
}
