// What is decided for the whole shop: how much of a shopper's time it takes, in which
// languages, what answers may be used for, how long things are kept, and how tags begin.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {desk} from '../destinations/api';
import type {Foreseen} from '../destinations/types';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {ForeseenModal} from '../effect/foreseen';
import {matters} from '../effect/words';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {budgetOf, budgetWords, figures, type Form, formOf, names} from '../settings/budget';
import {Elsewhere} from '../settings/elsewhere';
import {Languages} from '../settings/languages';
import {Purposes} from '../settings/purposes';
import {type Days, daysOf, Kept, retentionOf} from '../settings/retention';
import {Tags, Untagged} from '../settings/tags';
import type {Purpose, Settings as Saved} from '../types';

const saveBar = 'settings-save-bar';
const modal = 'settings-effect';
const shopifys = 'shopify'; // the destination whose tags begin so; those of others are named in their mapping

export function Settings() {
  const {value, error, reload} = useLoad((signal) => api.settings(signal), []);
  return (
    <s-page heading={t('settings.title')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <Decided loaded={value} />}
      {value && <Elsewhere />}
    </s-page>
  );
}

/** All that is decided, as the page has it. */
interface Wish {
  form: Form; // the budget
  days: Days;
  purposes: Purpose[];
  languages: string[];
  prefix: string;
}

const wishOf = (what: Saved): Wish =>
  ({form: formOf(what.budget), days: daysOf(what.retention), purposes: what.purposes, languages: what.languages, prefix: what.tag_prefix});
/** What becomes of tags. Those of a purpose that changes with them are given up for good. */
const tagsWhen = (repurposed: boolean) => t('settings.tags_when', {undone: repurposed ? '' : t('settings.tags_undone')});
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function Decided({loaded}: {loaded: Saved}) {
  const [saved, setSaved] = useState(loaded);
  const [wish, setWish] = useState(() => wishOf(loaded));
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [foreseen, setForeseen] = useState<Foreseen[]>();
  const [untagged, setUntagged] = useState<Error>();
  const {form, days, purposes, languages, prefix} = wish;
  const dirty = !same(wishOf(saved), wish);
  const retagged = prefix !== saved.tag_prefix;
  const repurposed = !same(saved.purposes, purposes);
  // What reaches people who have answered is said where it changed alone: another may have changed it since.
  const reaching = {...(repurposed && {purposes}), ...(retagged && {tag_prefix: prefix})};
  const errors = failure instanceof Problem ? failure.errors : [];
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);
  const change = (part: Partial<Wish>) => {
    setWish({...wish, ...part});
    setFailure(undefined);
  };

  async function work(task: () => Promise<void>) {
    setSaving(true);
    try {
      await task();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSaving(false);
    }
  }
  async function keep(rewrite = false) {
    const next = await api.saveSettings({budget: budgetOf(form), retention: retentionOf(days), languages, ...reaching});
    setSaved(next);
    setWish(wishOf(next));
    setUntagged(undefined);
    if (rewrite) await retag();
    else shopify.toast.show(t('editor.saved'));
  }
  /** Has the tags of everybody rewritten; what is saved stays so where that cannot begin. */
  async function retag() {
    try {
      await desk.begin(shopifys, 'backfill');
      setUntagged(undefined);
      shopify.toast.show(t('settings.tags_rewriting'));
    } catch (error) {
      setUntagged(error as Error);
    }
  }
  /** Keeps what changes nothing that was said before; else says what it changes. */
  async function review() {
    const counted = same(reaching, {}) ? [] : await api.settingsEffect(reaching);
    if (counted.some(matters)) setForeseen(counted);
    else await keep();
  }

  return (
    <>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={saving || undefined} onClick={() => void work(review)}>{t('editor.save')}</button>
        <button onClick={() => change(wishOf(saved))}>{t('editor.discard')}</button>
      </ui-save-bar>
      {failure && errors.length === 0 && <Failed error={failure} />}
      {untagged && <Untagged error={untagged} retry={() => void work(retag)} />}
      <s-section heading={t('settings.budget')}>
        <s-paragraph color="subdued">{t('settings.budget_hint')}</s-paragraph>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
          {names.map((name) => (
            <s-number-field key={name} label={t(`settings.${name}`)} details={t('settings.no_limit')} value={form[name]} min={0}
              step={name.endsWith('questions') ? 1 : 0.5} error={errorAt(errors, `budget.${figures[name].join('.')}`)}
              onInput={(event: Event) => change({form: {...form, [name]: typed(event)}})} />
          ))}
        </s-grid>
        <s-paragraph>{budgetWords(budgetOf(form))}</s-paragraph>
        {!same(form, formOf(saved.usual)) && <s-stack direction="inline"><s-button onClick={() => change({form: formOf(saved.usual)})}>{t('settings.usual')}</s-button></s-stack>}
      </s-section>
      <Languages saved={saved} languages={languages} errors={errors} change={(next) => change({languages: next})} />
      <Purposes saved={saved} purposes={purposes} errors={errors} change={(next) => change({purposes: next})} />
      <Kept saved={saved} days={days} errors={errors} change={(next) => change({days: next})} />
      <Tags prefix={prefix} former={saved.former_tag_prefixes} errors={errors} change={(next) => change({prefix: next})} />
      <ForeseenModal id={modal} foreseen={foreseen} hint={[repurposed && t('settings.purposes_when'), retagged && tagsWhen(repurposed)].filter(Boolean).join(' ')}>
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
        {retagged && (
          <s-button slot="secondary-actions" loading={saving} commandFor={modal} command="--hide" onClick={() => void work(() => keep())}>{t('settings.save_only')}</s-button>
        )}
        <s-button slot="primary-action" variant="primary" loading={saving} commandFor={modal} command="--hide"
          onClick={() => void work(() => keep(retagged))}>{t(retagged ? 'settings.tags_rewrite' : 'editor.save')}</s-button>
      </ForeseenModal>
    </>
  );
}
