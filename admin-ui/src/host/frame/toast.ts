// Toasts: one at a time, at the bottom, gone after a while.

import {adopt, h} from './dom';

const css = `
  .host-toast { position: fixed; z-index: 2147483001; inset: auto auto 1.5rem 50%; transform: translateX(-50%); display: flex; align-items: center; gap: 0.75rem; max-inline-size: calc(100vw - 2rem); padding: 0.5rem 0.9rem;
    border-radius: 0.5rem; background: #1a1a1a; color: #fff; box-shadow: 0 8px 24px rgba(0, 0, 0, 0.3); font: 500 0.8125rem/1.25rem Inter, system-ui, sans-serif; }
  .host-toast.error { background: #8e0b21; }
  .host-toast button { border: 0; border-radius: 0.25rem; padding: 0.125rem 0.375rem; background: none; color: inherit; font: inherit; cursor: pointer; }
  .host-toast .action { text-decoration: underline; }
  .host-toast button:focus-visible { outline: 2px solid #78afff; }
`;

/** What a toast says and does. */
export interface Toast {
  text: string;
  error?: boolean;
  duration?: number; // ms
  action?: string | undefined;
  onAction?: () => void;
  onDismiss?: () => void;
}

/** Shows a toast in the place of the one before; gives what hides it. */
export function toast({text, error = false, duration = 5000, action, onAction, onDismiss}: Toast): () => void {
  adopt(css);
  for (const before of document.querySelectorAll('.host-toast')) before.remove();
  const hide = () => shown.remove();
  const shown = h('div', {class: error ? 'host-toast error' : 'host-toast', role: error ? 'alert' : 'status'},
    h('span', {}, text),
    action && h('button', {type: 'button', class: 'action', onclick: () => (hide(), onAction?.())}, action),
    h('button', {type: 'button', 'aria-label': 'Dismiss', onclick: () => (hide(), onDismiss?.())}, '✕'),
  );
  document.body.append(shown);
  setTimeout(hide, duration);
  return hide;
}
