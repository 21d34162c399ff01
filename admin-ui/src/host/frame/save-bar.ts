// The save bar, over the admin's top bar while the app has unsaved changes, and
// the questions before they are lost.

import type {FromFrame, SaveBar, Teller} from '../messages';
import {confirmed} from './dialog';
import {adopt, h} from './dom';

const css = `
  .host-save-bar { position: fixed; z-index: 20; inset: 0 0 auto; display: flex; justify-content: center; padding: 0.5rem; background: #1a1a1a; font: 500 0.8125rem/1.25rem Inter, system-ui, sans-serif; }
  .host-save-bar > div { display: flex; align-items: center; gap: 0.5rem; inline-size: min(38rem, 100%); padding-block: 0.25rem; padding-inline: 0.75rem 0.3rem; border-radius: 0.75rem; background: #303030; color: #e3e3e3; }
  .host-save-bar span { flex: 1; }
  .host-save-bar button { padding: 0.3rem 0.75rem; border: 0; border-radius: 0.5rem; background: rgba(255, 255, 255, 0.14); color: #fff; font: inherit; font-size: 0.75rem; cursor: pointer; }
  .host-save-bar .primary { background: #fff; color: #303030; }
  .host-save-bar button:disabled { opacity: 0.5; cursor: default; }
  .host-save-bar button:focus-visible { outline: 2px solid #78afff; outline-offset: 1px; }
`;

/** The frame's save bar. */
export class Bar {
  #open: SaveBar | undefined;

  constructor(private readonly link: Teller<FromFrame>) {
    addEventListener('beforeunload', (event) => this.#open && event.preventDefault());
    document.addEventListener('click', (event) => void this.#leaving(event));
  }

  show(bar: SaveBar | undefined): void {
    adopt(css);
    this.#open = bar;
    document.querySelector('.host-save-bar')?.remove();
    if (!bar) return;
    const {save, discard} = bar;
    document.body.append(h('div', {class: 'host-save-bar', role: 'region', 'aria-label': 'Unsaved changes'},
      h('div', {}, h('span', {}, 'Unsaved changes'),
        discard && h('button', {type: 'button', disabled: discard.disabled || discard.loading, onclick: () => void this.#discard()}, discard.loading ? 'Discarding…' : 'Discard'),
        h('button', {type: 'button', class: 'primary', disabled: save.disabled || save.loading, onclick: () => this.link.tell({type: 'save'})}, save.loading ? 'Saving…' : 'Save'),
      )));
  }

  /** Whether the app's page may be left: yes, or after asking. */
  async leave(): Promise<boolean> {
    if (!this.#open) return true;
    return confirmed('Leave page with unsaved changes?', 'Leaving this page will delete all unsaved changes.', 'Stay', 'Leave page');
  }

  async #discard(): Promise<void> {
    const sure = !this.#open?.confirm || (await confirmed('Discard all unsaved changes?', 'If you discard changes, you will delete any edits you made since you last saved.', 'Continue editing', 'Discard changes'));
    if (sure) this.link.tell({type: 'discard'});
  }

  // The admin's own links leave the app's page as well.
  async #leaving(event: MouseEvent): Promise<void> {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!this.#open || !link || link.target || event.defaultPrevented) return;
    event.preventDefault();
    if (!(await this.leave())) return;
    this.#open = undefined; // or the browser asks once more
    location.assign(link.href);
  }
}
