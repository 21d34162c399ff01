// Dialogs over the admin: a question, its content, its buttons.

import {adopt, h} from './dom';

const css = `
  .host-dialog { inline-size: min(38rem, calc(100vw - 2rem)); max-block-size: min(44rem, calc(100vh - 2rem)); padding: 0; border: 0; border-radius: 0.75rem; background: var(--card, #fff); color: var(--ink, #303030); box-shadow: 0 1.25rem 3rem rgba(0, 0, 0, 0.35);
    font: 400 0.8125rem/1.25rem Inter, system-ui, sans-serif; overflow: hidden; }
  .host-dialog[open] { display: flex; flex-direction: column; }
  .host-dialog::backdrop { background: rgba(0, 0, 0, 0.6); }
  .host-dialog header, .host-dialog footer { display: flex; align-items: center; gap: 0.5rem; padding: 0.75rem 1rem; }
  .host-dialog header { background: var(--side, #f3f3f3); }
  .host-dialog h2 { flex: 1; margin: 0; font: inherit; font-weight: 650; }
  .host-dialog .body { flex: 1; min-block-size: 0; overflow: auto; padding: 1rem; }
  .host-dialog .body p { margin: 0 0 0.5rem; }
  .host-dialog footer { border-block-start: 1px solid var(--line, #ebebeb); }
  .host-dialog footer .note { flex: 1; color: var(--muted, #616161); }
  .host-dialog button { padding: 0.3rem 0.75rem; border: 0; border-radius: 0.5rem; background: var(--card, #fff); box-shadow: inset 0 0 0 1px #8a8a8a; color: inherit; font: inherit; font-weight: 550; cursor: pointer; }
  .host-dialog button.close { padding: 0.125rem 0.375rem; background: none; box-shadow: none; }
  .host-dialog button.primary { background: var(--ink, #303030); color: var(--card, #fff); box-shadow: none; }
  .host-dialog button.critical { background: #c70a24; color: #fff; box-shadow: none; }
  .host-dialog button:disabled { opacity: 0.5; cursor: default; }
  .host-dialog :focus-visible { outline: 2px solid var(--focus, #005bd3); outline-offset: 1px; }
`;

/** One answer a dialog offers. */
export interface Choice<T> {
  label: string;
  tone?: 'primary' | 'critical';
  /** Where the keyboard begins; else at the last. */
  first?: boolean;
  /** Answers; undefined closes the dialog without one. */
  answer(): T | undefined;
}

/** An open dialog. */
export interface Open {
  note: HTMLElement;
  buttons: HTMLButtonElement[];
}

/** Asks, and resolves with the answer, or undefined for who closes it. */
export function dialog<T>(heading: string, body: (Node | string)[], choices: Choice<T>[], opened?: (dialog: Open) => void): Promise<T | undefined> {
  adopt(css);
  const note = h('span', {class: 'note', role: 'status'});
  return new Promise((resolve) => {
    let said: T | undefined;
    const buttons = choices.map(({label, tone, first, answer}) =>
      h('button', {type: 'button', class: tone, autofocus: first, onclick: () => ((said = answer()), shown.close())}, label),
    );
    const shown = h('dialog', {class: 'host-dialog', 'aria-label': heading},
      h('header', {}, h('h2', {}, heading), h('button', {type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => shown.close()}, '✕')),
      h('div', {class: 'body'}, ...body),
      h('footer', {}, note, ...buttons),
    );
    shown.addEventListener('close', () => {
      shown.remove();
      resolve(said);
    });
    document.body.append(shown);
    opened?.({note, buttons});
    shown.showModal();
    (shown.querySelector<HTMLElement>('[autofocus]') ?? buttons.at(-1))?.focus();
  });
}

/** Asks for a yes. */
export async function confirmed(heading: string, text: string, no: string, yes: string): Promise<boolean> {
  const choices: Choice<boolean>[] = [{label: no, first: true, answer: () => false}, {label: yes, tone: 'critical', answer: () => true}];
  return (await dialog(heading, [h('p', {}, text)], choices)) ?? false;
}
