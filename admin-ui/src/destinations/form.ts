// What of a destination can be changed, as a form has it.

import type {Change} from './api';
import {changed, type Filled, opened} from './filled';
import type {Connected, Drift, Provider} from './types';

export interface Form {
  title: string;
  filled: Filled;
  drift: Drift;
  sample: string; // one in so many; '' or 0: none
}

export const drifts: Drift[] = ['ask', 'ours', 'theirs'];

export function formOf(one: Connected, provider: Provider): Form {
  return {title: one.own ?? '', filled: opened(provider, one.settings), drift: one.drift, sample: one.sample > 0 ? String(one.sample) : ''};
}

/** What differs from what is kept; nothing where nothing does. */
export function changeOf(form: Form, one: Connected, provider: Provider): Change {
  const settings = changed(provider, one.settings, form.filled);
  const sample = Math.trunc(Number(form.sample)) || 0;
  return {
    ...(form.title.trim() !== (one.own ?? '') && {title: form.title.trim()}),
    ...(Object.keys(settings).length > 0 && {settings}),
    ...(form.drift !== one.drift && {drift: form.drift}),
    ...(sample !== one.sample && {sample}),
  };
}
