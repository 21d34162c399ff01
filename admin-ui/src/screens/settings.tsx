// What is decided for the whole shop: how much of a shopper's time it takes, in which
// languages, what answers may be used for, and how long things are kept.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import type {Foreseen} from '../destinations/types';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {ForeseenModal} from '../effect/foreseen';
import {matters} from '../effect/words';
import {t} from '../i18n';
import {useLoad} from '../load';
import {Failed, Loading} from '../parts/states';
import {budgetOf, budgetWords, figures, type Form, formOf, names} from '../settings/budget';
import {Elsewhere, Tags} from '../settings/elsewhere';
import {Languages} from '../settings/languages';
import {Purposes} from '../settings/purposes';
import {type Days, daysOf, Kept, retentionOf} from '../settings/retention';
import type {Purpose, Settings as Saved} from '../types';

const saveBar = 'settings-save-bar';
const modal = 'purposes-effect';

export function Settings() {
  const {value, error, reload} = useLoad((signal) => api.settings(signal), []);
  return (
    <s-page heading={t('settings.title')}>
      {error && <Failed error={error} retry={reload} />}
      {!value && !error && <Loading />}
      {value && <Decided loaded={value} />}
      {value && <Tags />}
      {value && <Elsewhere />}
    </s-page>
  );
}

function Decided({loaded}: {loaded: Saved}) {
  const [saved, setSaved] = useState(loaded);
  const [form, setForm] = useState(formOf(loaded.budget));
  const [days, setDays] = useState(daysOf(loaded.retention));
  const [purposes, setPurposes] = useState(loaded.purposes);
  const [languages, setLanguages] = useState(loaded.languages);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [foreseen, setForeseen] = useState<Foreseen[]>();
  const same = (other: Form) => JSON.stringify(other) === JSON.stringify(form);
  const was = formOf(saved.budget);
  const dirty = !same(was) || JSON.stringify(daysOf(saved.retention)) !== JSON.stringify(days) || JSON.stringify(saved.purposes) !== JSON.stringify(purposes) || JSON.stringify(saved.languages) !== JSON.stringify(languages);
  const errors = failure instanceof Problem ? failure.errors : [];
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);
  const change = (next: Form, kept: Days = days, used: Purpose[] = purposes) => {
    setForm(next);
    setDays(kept);
    setPurposes(used);
    setFailure(undefined);
  };
  const speak = (next: string[]) => {
    setLanguages(next);
    setFailure(undefined);
  };
  const show = (what: Saved) => {
    change(formOf(what.budget), daysOf(what.retention), what.purposes);
    setLanguages(what.languages);
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
  async function keep() {
    const next = await api.saveSettings({budget: budgetOf(form), retention: retentionOf(days), purposes, languages});
    setSaved(next);
    show(next);
    shopify.toast.show(t('editor.saved'));
  }
  /** Keeps what changes nothing that was said before; else says what it changes. */
  async function review() {
    const counted = JSON.stringify(saved.purposes) === JSON.stringify(purposes) ? [] : await api.purposesEffect(purposes);
    if (counted.some(matters)) setForeseen(counted);
    else await keep();
  }

  return (
    <>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={saving || undefined} onClick={() => void work(review)}>{t('editor.save')}</button>
        <button onClick={() => show(saved)}>{t('editor.discard')}</button>
      </ui-save-bar>
      {failure && errors.length === 0 && <Failed error={failure} />}
      <s-section heading={t('settings.budget')}>
        <s-paragraph color="subdued">{t('settings.budget_hint')}</s-paragraph>
        <s-grid gridTemplateColumns="repeat(auto-fit, minmax(12rem, 1fr))" gap="base">
          {names.map((name) => (
            <s-number-field key={name} label={t(`settings.${name}`)} details={t('settings.no_limit')} value={form[name]} min={0}
              step={name.endsWith('questions') ? 1 : 0.5} error={errorAt(errors, `budget.${figures[name].join('.')}`)}
              onInput={(event: Event) => change({...form, [name]: typed(event)})} />
          ))}
        </s-grid>
        <s-paragraph>{budgetWords(budgetOf(form))}</s-paragraph>
        {!same(formOf(saved.usual)) && <s-stack direction="inline"><s-button onClick={() => change(formOf(saved.usual))}>{t('settings.usual')}</s-button></s-stack>}
      </s-section>
      <Languages saved={saved} languages={languages} errors={errors} change={speak} />
      <Purposes saved={saved} purposes={purposes} errors={errors} change={(next) => change(form, days, next)} />
      <ForeseenModal id={modal} foreseen={foreseen} hint={t('settings.purposes_when')}>
        <s-button slot="secondary-actions" commandFor={modal} command="--hide">{t('mapping.back')}</s-button>
        <s-button slot="primary-action" variant="primary" loading={saving} commandFor={modal} command="--hide" onClick={() => void work(keep)}>{t('editor.save')}</s-button>
      </ForeseenModal>
      <Kept saved={saved} days={days} errors={errors} change={(next) => change(form, next)} />
    </>
  );
}
