// commandFor and interestFor: an element that shows, hides or copies another.

/** What can be commanded. */
export interface Commanded extends HTMLElement {
  obey?(command: string, from: HTMLElement): void;
  take?(interested: boolean, from: HTMLElement): void;
}

function named(from: HTMLElement, attribute: string): Commanded | null {
  const id = from.getAttribute(attribute);
  const root = from.getRootNode();
  return id && (root instanceof Document || root instanceof ShadowRoot) ? root.getElementById(id) : null;
}

/** Carries out what an element that was pressed commands. */
export function command(from: HTMLElement): void {
  const target = named(from, 'commandfor') as (Commanded & {show?(): void; hide?(): void; toggle?(): void}) | null;
  const what = from.getAttribute('command') || '--auto';
  if (!target) return;
  if (target.obey) target.obey(what, from);
  else target[({'--show': 'show', '--hide': 'hide'} as const)[what] ?? 'toggle']?.(); // App Bridge's own
}

/** Tells another element when somebody rests on this one, with the pointer or the keyboard. */
export function interest(from: HTMLElement): void {
  const tell = (interested: boolean) => () => named(from, 'interestfor')?.take?.(interested, from);
  for (const type of ['pointerenter', 'focusin']) from.addEventListener(type, tell(true));
  for (const type of ['pointerleave', 'focusout']) from.addEventListener(type, tell(false));
  from.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell(false)();
  });
}

/** What an element that is interesting is described by, in words. */
export function described(from: HTMLElement): string {
  const target = named(from, 'interestfor');
  return target?.localName === 's-tooltip' ? (target.textContent?.trim() ?? '') : '';
}
