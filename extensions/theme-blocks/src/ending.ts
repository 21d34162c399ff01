// What a shopper sees for her answers: how far her reward is or its code, how others
// answered, and the ending of a quiz with its reasons.

import type { Page } from './page.ts';
import type { Sheet } from './sheet.ts';

export interface Told {
  /** What to ask together now. */
  ask?: string[];
  /** Answers until the reward. */
  remaining?: number;
  reward?: { code?: string };
  /** By question: of a hundred, how many chose each option. */
  poll?: Record<string, Record<string, number>>;
  /** What a quiz came out at, and her answers that weighed for it. */
  ending?: { key: string; because?: string[] };
}

export function tell(page: Page, { part }: Sheet, { remaining, reward, poll, ending }: Told): void {
  const find = (name: string) => part.querySelector<HTMLElement>(`[data-${name}]`);
  const say = (name: string, text: string) => {
    const place = find(name);
    if (place) place.textContent += text;
  };
  const code = reward?.code;

  if (find('left')) find('left')!.textContent = code ? '' : (page.left[reward ? 0 : remaining!] ?? '');
  if (code) {
    const [shown, copy] = find('code')!.children as unknown as [HTMLElement, HTMLButtonElement];
    find('code')!.hidden = false;
    shown.textContent = code;
    copy.onclick = async () => {
      await navigator.clipboard.writeText(code);
      copy.textContent = page.words.copied;
    };
  }
  if (ending) {
    find(`ending=${ending.key}`)!.hidden = false;
    if (ending.because) say('because', `${page.words.because} ${ending.because.join(', ')}`);
  }
  for (const question in poll) for (const option in poll[question]) say('poll', `${poll[question][option]} % ${find(`key=${question}] [value="${option}"`)?.dataset.label ?? option}\n`);
}
