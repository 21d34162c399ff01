// What opens over the page: s-modal and s-sheet, s-popover and s-menu, s-tooltip.

import type {Commanded} from './command';
import {define, HostElement} from './element';
import {icon} from './icons';
import {rules} from './scale';

// Opens and closes by commands, by methods and by Escape, and says so.
abstract class Overlay extends HostElement implements Commanded {
  static override events = ['show', 'hide', 'aftershow', 'afterhide', 'toggle', 'aftertoggle'];
  protected abstract get open(): boolean;
  protected abstract setOpen(on: boolean, from?: HTMLElement): void;

  showOverlay(from?: HTMLElement): void {
    this.#turn(true, from);
  }
  hideOverlay(): void {
    this.#turn(false);
  }
  toggleOverlay(from?: HTMLElement): void {
    this.#turn(!this.open, from);
  }

  obey(command: string, from: HTMLElement): void {
    if (command === '--show') this.showOverlay(from);
    else if (command === '--hide') this.hideOverlay();
    else this.toggleOverlay(from);
  }

  #turn(on: boolean, from?: HTMLElement): void {
    if (on !== this.open && this.isConnected) this.setOpen(on, from);
  }

  protected say(on: boolean): void {
    const quiet = (name: string) => this.dispatchEvent(new Event(name)); // as an element's own, they do not bubble
    quiet(on ? 'show' : 'hide');
    queueMicrotask(() => quiet(on ? 'aftershow' : 'afterhide'));
  }
}

class Modal extends Overlay {
  static override props: Record<string, 'string' | 'boolean'> = {heading: 'string', accessibilityLabel: 'string', size: 'string', padding: 'string'};
  static override css = `
    :host { display: contents; }
    dialog { inline-size: min(38rem, calc(100vw - 2rem)); max-block-size: calc(100vh - 4rem); padding: 0; border: 0; border-radius: var(--p-border-radius-400); background: var(--p-color-bg-surface); color: var(--p-color-text); box-shadow: var(--p-shadow-500); overflow: hidden; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: rgba(0, 0, 0, 0.55); }
    :host([size^=small]) dialog { inline-size: min(24rem, calc(100vw - 2rem)); }
    :host([size^=large]) dialog { inline-size: min(62rem, calc(100vw - 2rem)); }
    :host([size=max]) dialog { inline-size: calc(100vw - 2rem); block-size: calc(100vh - 2rem); }
    .head { display: flex; align-items: center; gap: var(--p-space-200); padding: var(--p-space-300) var(--p-space-400); background: var(--p-color-bg-surface-secondary); }
    h2 { flex: 1; margin: 0; font-size: var(--p-font-size-350); line-height: var(--p-font-line-height-500); font-weight: var(--p-font-weight-semibold); }
    .close { display: grid; padding: var(--p-space-050); border: 0; border-radius: var(--p-border-radius-200); background: none; color: inherit; cursor: pointer; }
    .close svg { inline-size: 1.25rem; block-size: 1.25rem; }
    .body { flex: 1; min-block-size: 0; overflow: auto; padding: var(--p-space-400); }
    :host([padding=none]) .body { padding: 0; }
    .foot { display: flex; flex-wrap: wrap; justify-content: end; gap: var(--p-space-200); padding: var(--p-space-300) var(--p-space-400); border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }
  `;
  static override html = `
    <dialog><div class="head"><h2></h2><button type="button" class="close" aria-label="Close">${icon('x')}</button></div><div class="body"><slot></slot></div>
    <div class="foot"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></dialog>`;

  protected get dialog(): HTMLDialogElement {
    return this.find<HTMLDialogElement>('dialog');
  }

  protected override drawn(): void {
    this.find('.close').addEventListener('click', () => this.hideOverlay());
    this.dialog.addEventListener('close', () => this.say(false));
    this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.hideOverlay()); // the backdrop
    this.root.addEventListener('slotchange', () => this.changed());
  }

  protected get open(): boolean {
    return this.dialog.open;
  }
  protected setOpen(on: boolean): void {
    if (!on) return this.dialog.close();
    this.dialog.showModal();
    this.say(true);
  }

  protected override update(): void {
    this.find('h2').textContent = this.read('heading');
    this.dialog.ariaLabel = this.read('accessibilityLabel') || this.read('heading');
    const slots = [...this.root.querySelectorAll<HTMLSlotElement>('.foot slot')];
    this.find('.foot').hidden = slots.every((slot) => slot.assignedElements().length === 0);
  }
}

class Sheet extends Modal {
  static override props = {heading: 'string', accessibilityLabel: 'string', defaultOpen: 'boolean'} as const;
  static override css = `
    ${Modal.css}
    dialog { inline-size: min(26rem, 100vw); block-size: 100vh; max-block-size: 100vh; margin-block: 0; margin-inline: auto 0; border-radius: 0; }
  `;
  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasAttribute('defaultopen')) queueMicrotask(() => this.showOverlay());
  }
}

class AdminAction extends Modal {
  static override props = {heading: 'string', loading: 'boolean'} as const;
  static override css = `${Modal.css} :host([loading]) .body { opacity: 0.5; pointer-events: none; }`;
  protected override drawn(): void {
    super.drawn();
    this.addEventListener('hide', () => this.dispatchEvent(new Event('close', {bubbles: true})));
  }
  // An action is open as long as it is there.
  override connectedCallback(): void {
    super.connectedCallback();
    queueMicrotask(() => this.showOverlay());
  }
}

const floating = `
  :host { display: contents; }
  .panel { position: fixed; inset: auto; margin: 0; inline-size: max-content; max-inline-size: min(20rem, calc(100vw - 1rem)); max-block-size: 70vh; overflow: auto; padding: 0; border: 0; border-radius: var(--p-border-radius-300);
    background: var(--p-color-bg-surface); color: var(--p-color-text); box-shadow: var(--p-shadow-400); font: inherit; }
`;

// Puts a panel below what opened it, or above where there is no room, in sight.
function place(panel: HTMLElement, from: HTMLElement | undefined): void {
  const at = (from ?? document.body).getBoundingClientRect();
  const {width, height} = panel.getBoundingClientRect();
  const below = at.bottom + 4;
  const top = below + height > innerHeight && at.top - height - 4 > 0 ? at.top - height - 4 : below;
  const start = getComputedStyle(panel).direction === 'rtl' ? at.right - width : at.left;
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
}

class Popover extends Overlay {
  static override props: Record<string, 'string'> = {
    blockSize: 'string', inlineSize: 'string', minBlockSize: 'string', maxBlockSize: 'string', minInlineSize: 'string', maxInlineSize: 'string',
  };
  static override css = floating;
  static override html = '<div class="panel" popover="auto"><slot></slot></div>';
  #from: HTMLElement | undefined;

  protected get panel(): HTMLElement {
    return this.find('.panel');
  }

  protected override drawn(): void {
    this.panel.addEventListener('toggle', (event) => {
      const on = (event as ToggleEvent).newState === 'open';
      if (this.#from) this.#from.ariaExpanded = String(on);
      this.say(on);
      if (on) this.opened();
      else if (this.contains(document.activeElement)) this.#from?.focus();
    });
  }

  protected opened(): void {}

  protected get open(): boolean {
    return this.panel.matches(':popover-open');
  }
  protected setOpen(on: boolean, from?: HTMLElement): void {
    if (!on) return this.panel.hidePopover();
    this.#from = from;
    this.panel.showPopover();
    place(this.panel, from);
  }

  protected override update(): void {
    const css = rules(Object.keys((this.constructor as typeof Popover).props), (name) => this.read(name));
    this.dress(css.replaceAll(':host{', '.panel{'));
  }
}

class Menu extends Popover {
  static override props = {accessibilityLabel: 'string'} as const;
  static override css = `${floating} .panel { display: none; flex-direction: column; min-inline-size: 10rem; padding: var(--p-space-100); } .panel:popover-open { display: flex; }`;

  protected override drawn(): void {
    super.drawn();
    this.panel.setAttribute('role', 'menu');
    this.addEventListener('click', () => this.hideOverlay());
    this.addEventListener('keydown', (event) => {
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      const items = this.#items();
      const at = items.indexOf(document.activeElement as HTMLElement);
      items.at((at + step) % items.length)?.focus();
    });
  }

  protected override opened(): void {
    this.#items()[0]?.focus();
  }
  protected override update(): void {
    this.panel.ariaLabel = this.read('accessibilityLabel') || null;
  }

  #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('s-button:not([disabled]), s-link, s-clickable')];
  }
}

class Tooltip extends HostElement implements Commanded {
  static override css = `${floating} .panel { max-inline-size: 16rem; padding: var(--p-space-100) var(--p-space-200); border-radius: var(--p-border-radius-200); font-size: var(--p-font-size-300); pointer-events: none; }`;
  static override html = '<div class="panel" role="tooltip" popover="manual"><slot></slot></div>';

  take(interested: boolean, from: HTMLElement): void {
    const panel = this.find('.panel');
    if (interested === panel.matches(':popover-open') || !this.isConnected) return;
    if (!interested) return panel.hidePopover();
    panel.showPopover();
    place(panel, from);
  }
}

/** Registers what opens over the page. */
export function defineOverlays(): void {
  define('s-modal', Modal);
  define('s-sheet', Sheet);
  define('s-admin-action', AdminAction);
  define('s-customer-account-action', class extends AdminAction {});
  define('s-popover', Popover);
  define('s-menu', Menu);
  define('s-tooltip', Tooltip);
}
