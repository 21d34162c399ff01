// The reward being written: what is saved, what is changed, saving, ending.

import {useEffect, useState} from 'preact/hooks';
import {api, Problem} from '../api';
import {t} from '../i18n';
import {go} from '../router';
import type {FieldError, Reward, RewardList} from '../types';
import {blank, changeOf, type Form, formOf, ruleOf} from './rule';

export const saveBar = 'reward-save-bar';

export interface Writing {
  reward: Reward | undefined; // undefined while it is new
  form: Form;
  busy: 'saving' | 'ending' | undefined;
  failure: Error | undefined; // other than of fields
  errors: FieldError[];
  change(part: Partial<Form>): void;
  save(): Promise<void>;
  discard(): void;
  end(): Promise<void>;
}

// mostCodes → most_codes; a name that is taken is a matter of the title.
const fieldOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function useReward(list: RewardList, handle: string | undefined): Writing {
  const [reward, setReward] = useState(() => list.rewards.find((one) => one.handle === handle));
  const saved = reward ? formOf(reward) : blank;
  const [form, setForm] = useState(saved);
  const [busy, setBusy] = useState<Writing['busy']>();
  const [failure, setFailure] = useState<Error>();
  const [mended, setMended] = useState<string[]>([]); // fields changed since
  const dirty = JSON.stringify(form) !== JSON.stringify(saved);
  useEffect(() => void (dirty ? shopify.saveBar.show?.(saveBar) : shopify.saveBar.hide?.(saveBar)), [dirty]);
  useEffect(() => () => void shopify.saveBar.hide?.(saveBar), []);

  async function work(what: 'saving' | 'ending', task: () => Promise<Reward>) {
    setBusy(what);
    setFailure(undefined);
    setMended([]);
    try {
      const next = await task();
      setReward(next);
      setForm(formOf(next));
      shopify.toast.show(t(what === 'ending' ? 'rewards.ended' : 'editor.saved'));
      return next;
    } catch (error) {
      setFailure(error as Error);
      return undefined;
    } finally {
      setBusy(undefined);
    }
  }

  async function create() {
    const made = await work('saving', () => api.createReward(ruleOf(form, list.currency, list.rewards.map((one) => one.handle))));
    if (!made) return;
    await shopify.saveBar.hide?.(saveBar); // else leaving would be asked about
    await go(`/rewards/${made.handle}`);
  }

  const wrong = failure instanceof Problem ? failure.errors : [];
  return {
    reward, form, busy,
    failure: wrong.length > 0 ? undefined : failure,
    errors: wrong.filter(({field}) => !mended.includes(field)),
    change: (part) => {
      setForm({...form, ...part});
      setMended([...mended, ...Object.keys(part).map(fieldOf)]);
    },
    save: reward ? async () => void (await work('saving', () => api.changeReward(reward.handle, changeOf(form, reward)))) : create,
    discard: () => {
      setForm(saved);
      setFailure(undefined);
    },
    end: async () => void (reward && (await work('ending', () => api.endReward(reward.handle)))),
  };
}
