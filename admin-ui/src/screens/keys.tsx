// Programs that may act for the shop: making a key, copying it once, ending it.

import {useState} from 'preact/hooks';
import {Problem} from '../api';
import {typed} from '../editor/words-input';
import {ago, t} from '../i18n';
import {programs} from '../keys/api';
import {areas, type Key, type KeyPage} from '../keys/types';
import {ends, standing} from '../keys/words';
import {useLoad} from '../load';
import {Copy} from '../parts/copy';
import {Failed, Loading} from '../parts/states';
import {errorAt} from '../editor/places';

export function Keys() {
  const [trail, setTrail] = useState<string[]>([]); // cursors of the pages walked through
  const {value, error, reload} = useLoad((signal) => programs.list(trail.at(-1) ?? '', signal), [trail.at(-1)]);
  return (
    <s-page heading={t('keys.title')}>
      <s-link slot="breadcrumb-actions" href="/settings">{t('settings.title')}</s-link>
      <Make made={() => (setTrail([]), reload())} />
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <List page={value} trail={trail} setTrail={setTrail} changed={reload} />}
    </s-page>
  );
}

function Make({made}: {made(): void}) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState('90');
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const errors = failure instanceof Problem ? failure.errors : [];
  async function make() {
    setBusy(true);
    try {
      setToken((await programs.make(name, scopes, ends(days, new Date()))).token);
      setName('');
      setScopes([]);
      setFailure(undefined);
      made();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  }
  const choose = (area: string, chosen: string[]) =>
    setScopes([...scopes.filter((scope) => !scope.startsWith(`${area}:`)), ...chosen.map((way) => `${area}:${way}`)]);
  return (
    <s-section heading={t('keys.make')}>
      <s-stack gap="base">
        {token && (
          <s-banner tone="success" heading={t('keys.made')}>
            <s-stack gap="small">
              <s-paragraph>{t('keys.made_hint')}</s-paragraph>
              <s-text-field label={t('keys.token')} value={token} readOnly />
              <s-stack direction="inline" gap="small">
                <Copy text={token} label={t('keys.copy')} />
                <s-button onClick={() => setToken('')}>{t('keys.kept')}</s-button>
              </s-stack>
            </s-stack>
          </s-banner>
        )}
        {failure && errors.length === 0 && <Failed error={failure} />}
        <s-paragraph color="subdued">{t('keys.hint')} <s-link href="/api/docs" target="_blank">{t('keys.docs')}</s-link></s-paragraph>
        <s-text-field label={t('keys.name')} details={t('keys.name_hint')} value={name} error={errorAt(errors, 'name')} onInput={(event: Event) => setName(typed(event))} />
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(11rem, 1fr))" gap="base">
          {areas.map(([area, ways]) => (
            <s-choice-list key={area} multiple name={`scope-${area}`} label={t(`keys.area.${area}`)}
              onChange={(event: Event) => choose(area, (event.currentTarget as unknown as {values: string[]}).values)}>
              {ways.map((way) => <s-choice key={way} value={way} selected={scopes.includes(`${area}:${way}`)}>{t(`keys.way.${way}`)}</s-choice>)}
            </s-choice-list>
          ))}
        </s-grid>
        {errorAt(errors, 'scopes') && <s-text tone="critical">{errorAt(errors, 'scopes')}</s-text>}
        <s-select label={t('keys.ends')} value={days} onChange={(event: Event) => setDays(typed(event))}>
          {['30', '90', '365', '0'].map((n) => <s-option key={n} value={n}>{t(`keys.days.${n}`)}</s-option>)}
        </s-select>
        <s-stack direction="inline"><s-button variant="primary" loading={busy} onClick={() => void make()}>{t('keys.make')}</s-button></s-stack>
      </s-stack>
    </s-section>
  );
}

interface ListProps {
  page: KeyPage;
  trail: string[];
  setTrail(trail: string[]): void;
  changed(): void;
}

function List({page, trail, setTrail, changed}: ListProps) {
  if (page.keys.length === 0) return <s-section heading={t('keys.all')}><s-paragraph color="subdued">{t('keys.none')}</s-paragraph></s-section>;
  return (
    <s-section heading={t('keys.all')}>
      <s-table paginate={trail.length > 0 || Boolean(page.next)} hasPreviousPage={trail.length > 0} hasNextPage={Boolean(page.next)}
        onPreviousPage={() => setTrail(trail.slice(0, -1))} onNextPage={() => page.next && setTrail([...trail, page.next])}>
        <s-table-header-row>
          <s-table-header listSlot="primary">{t('keys.name')}</s-table-header>
          <s-table-header listSlot="labeled">{t('keys.may')}</s-table-header>
          <s-table-header listSlot="labeled">{t('keys.used')}</s-table-header>
          <s-table-header listSlot="inline">{t('keys.stands')}</s-table-header>
          <s-table-header listSlot="labeled">{t('keys.end')}</s-table-header>
        </s-table-header-row>
        <s-table-body>{page.keys.map((key) => <Row key={key.id} of={key} changed={changed} />)}</s-table-body>
      </s-table>
    </s-section>
  );
}

function Row({of, changed}: {of: Key; changed(): void}) {
  const stands = standing(of, new Date());
  const [busy, setBusy] = useState(false);
  const modal = `revoke-${of.id}`;
  async function revoke() {
    setBusy(true);
    try {
      await programs.revoke(of.id);
      shopify.toast.show(t('keys.revoked'));
      changed();
    } catch {
      shopify.toast.show(t('errors.network'), {isError: true});
    } finally {
      setBusy(false);
    }
  }
  return (
    <s-table-row>
      <s-table-cell><s-stack><s-text type="strong">{of.name}</s-text><s-text color="subdued">{`${of.prefix}…`}</s-text></s-stack></s-table-cell>
      <s-table-cell>{of.scopes.join(', ')}</s-table-cell>
      <s-table-cell>{of.used_on ?? t('keys.never')}</s-table-cell>
      <s-table-cell><s-badge tone={stands === 'works' ? 'success' : 'neutral'}>{t(`keys.standing.${stands}`)}</s-badge></s-table-cell>
      <s-table-cell>
        {stands === 'works' ? (
          <>
            <s-button tone="critical" loading={busy} commandFor={modal} command="--show" accessibilityLabel={t('keys.revoke_one', {name: of.name})}>{t('keys.revoke')}</s-button>
            <s-modal id={modal} heading={t('keys.revoke_one', {name: of.name})}>
              <s-paragraph>{t('keys.revoke_hint')}</s-paragraph>
              <s-button slot="primary-action" variant="primary" tone="critical" commandFor={modal} command="--hide" onClick={() => void revoke()}>{t('keys.revoke')}</s-button>
              <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
            </s-modal>
          </>
        ) : of.revoked_at ? ago(of.revoked_at) : ago(of.expires_at!)}
      </s-table-cell>
    </s-table-row>
  );
}
