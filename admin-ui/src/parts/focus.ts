// Where the keyboard goes when what it was on is taken away: a list marks its items, and what adds one.

export const isItem = {'data-item': ''};
export const addsItem = {'data-add': ''};

const controls = 's-select, s-text-field, s-text-area, s-number-field, s-button:not([disabled]), s-link';

/** What stands where an item stood: in the next one, else in the one before it, else what adds one, else the first control of the section. */
export function besideGone(list: Element, at: number): HTMLElement | undefined {
  const items = [...list.children].filter((one) => one.hasAttribute('data-item'));
  const item = items[Math.min(at, items.length - 1)];
  return (item && first(item)) ?? [...list.querySelectorAll<HTMLElement>('[data-add]')].at(-1) ?? first(list.closest('s-section'));
}

/** Leaves the keyboard beside an item that is taken out of a list, once that is drawn; `gone` where the list went with it. */
export function focusBeside(list: Element | null, at: number, gone?: () => void): void {
  requestAnimationFrame(() => {
    if (list?.isConnected) besideGone(list, at)?.focus();
    else gone?.();
  });
}

/** The first control within something. */
export const first = (within: Element | null | undefined): HTMLElement | undefined => within?.querySelector<HTMLElement>(controls) ?? undefined;

/** Whether the keyboard is on nothing. */
export const nowhere = (): boolean => !document.activeElement || document.activeElement === document.body;
