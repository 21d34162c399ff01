// What a shopper sees for her answers: how far her reward is or its code, how others
// answered, and the ending of a quiz with its reasons.

import type { Page } from './page.ts';
import type { Sheet } from './sheet.ts';

export interface Told {
  /** Answers until the reward. */
  remaining?: number;
  reward?: { code?: string };
  /** By question: of a hundred, how many chose each option. */
  poll?: Record<string, Record<string, number>>;
}

export function tell({ left, words, outcome }: Page, { survey, part, path, facts }: Sheet, form: HTMLFormElement, { remaining, reward, poll }: Told): void {
  const find = (name: string) => part.querySelector<HTMLElement>(`[data-${name}]`);
  const label = (question: string, option: string) => {
    const field = find(`key=${question}] [value="${option}"`); // an option of a list, or a box with its words beside it
    return field?.textContent || field?.nextElementSibling?.firstChild!.textContent || option;
  };
  const code = reward?.code;

  find('left')!.textContent = left[reward ? 0 : remaining!] ?? '';
  if (code) {
    const [shown, copy] = find('code')!.children as unknown as [HTMLElement, HTMLButtonElement];
    find('left')!.textContent = '';
    shown.parentElement!.hidden = false;
    shown.textContent = code;
    copy.onclick = () => void navigator.clipboard.writeText(code).then(() => (copy.textContent = words.copied));
  }
  if (!form.hidden) return;
  const { ending, reasons = [] } = outcome(path(), survey.endings, facts()) ?? {};
  if (ending) find(`ending=${ending}`)!.hidden = false;
  const because = reasons.filter(({ points }) => points > 0).map(({ question, option }) => label(question, option));
  if (because[0]) find('because')!.textContent = `${words.because} ${because.join(', ')}`;
  for (const question in poll) {
    for (const option in poll[question]) find('poll')!.textContent += `${poll[question][option]} % ${label(question, option)}\n`;
  }
}
