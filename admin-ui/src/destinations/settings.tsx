// What a merchant decides of a destination: its name, its credentials, and what is done
// where it holds something else than was written.

import {useEffect, useState} from 'preact/hooks';
import {Problem} from '../api';
import {errorAt} from '../editor/places';
import {typed} from '../editor/words-input';
import {t} from '../i18n';
import {Failed} from '../parts/states';
import {desk} from './api';
import {Fields} from './fields';
import {changeOf, drifts, type Form, formOf} from './form';
import type {Connected, Drift, Provider} from './types';

export const saveBar = 'destination-save-bar';

export function Settings({one, provider, changed}: {one: Connected; provider: Provider; changed: (next: Connected) => void}) {
  const [form, setForm] = useState(() => formOf(one, provider));
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const change = changeOf(form, one, provider);
  const dirty = Object.keys(change).length > 0;
  const errors = failure instanceof Problem ? failure.errors : [];
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);
  const put = (part: Partial<Form>) => setForm({...form, ...part});

  async function save() {
    setSaving(true);
    setFailure(undefined);
    try {
      const next = await desk.change(one.id, change);
      setForm(formOf(next, provider));
      changed(next);
      shopify.toast.show(t('editor.saved'));
    } catch (error) {
      setFailure(error as Error);
    }
    setSaving(false);
  }

  return (
    <>
      <ui-save-bar id={saveBar}>
        <button variant="primary" loading={saving || undefined} onClick={save}>{t('editor.save')}</button>
        <button onClick={() => { setForm(formOf(one, provider)); setFailure(undefined); }}>{t('editor.discard')}</button>
      </ui-save-bar>
      {failure && errors.length === 0 && <Failed error={failure} />}
      <s-section heading={t('destinations.settings')}>
        <s-text-field label={t('destinations.name')} details={t('destinations.name_hint')} value={form.title} placeholder={provider.title} maxLength={60} autocomplete="off"
          error={errorAt(errors, 'title')} onInput={(event: Event) => put({title: typed(event)})} />
        <Fields provider={provider} filled={form.filled} kept={one.settings} id={one.id} errors={errors}
          change={(key, value) => put({filled: {...form.filled, [key]: value}})} />
        <s-paragraph color="subdued">{t('destinations.settings_hint', {title: provider.title})}</s-paragraph>
      </s-section>
      <s-section heading={t('destinations.drift.title', {title: one.title})}>
        <s-choice-list name="drift" label={t('destinations.drift.label')} details={t('destinations.drift.hint', {title: one.title})} error={errorAt(errors, 'drift')}
          onChange={(event: Event) => put({drift: (event.currentTarget as unknown as {values: string[]}).values[0] as Drift})}>
          {drifts.map((drift) => (
            <s-choice key={drift} value={drift} selected={form.drift === drift}>
              {t(`destinations.drift.${drift}`)}
              <s-text slot="details" color="subdued">{t(`destinations.drift.${drift}_hint`, {title: one.title})}</s-text>
            </s-choice>
          ))}
        </s-choice-list>
        <s-number-field label={t('destinations.sample')} details={t('destinations.sample_hint', {title: one.title})} value={form.sample} min={0} step={1}
          error={errorAt(errors, 'sample')} onInput={(event: Event) => put({sample: typed(event)})} />
      </s-section>
    </>
  );
}
