// What unfolds, goes away or is copied: s-details with s-summary,
// s-announcement, s-clipboard-item.

import type {Commanded} from './command';
import {define, HostElement} from './element';
import {icon} from './icons';

class Details extends HostElement {
  static override props = {open: 'boolean', defaultOpen: 'boolean', toggleTransition: 'string'} as const;
  static override events = ['aftertoggle'];
  static override css = `
    :host { display: block; }
    button { display: flex; align-items: center; gap: var(--p-space-100); inline-size: 100%; padding: var(--p-space-200) 0; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
    button:focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); }
    .mark { flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin-inline-start: auto; }
    :host([open]) .mark { transform: rotate(180deg); }
  `;
  static override html = `<button type="button" aria-controls="content"><slot name="summary"></slot><span class="mark">${icon('chevron-down')}</span></button><div id="content" hidden><slot></slot></div>`;
  #was = false;

  protected override drawn(): void {
    this.find('button').addEventListener('click', () => this.toggleAttribute('open'));
  }
  override connectedCallback(): void {
    if (this.hasAttribute('defaultopen')) this.setAttribute('open', '');
    super.connectedCallback();
  }
  protected override update(): void {
    const on = this.hasAttribute('open');
    this.find('#content').hidden = !on;
    this.find('button').ariaExpanded = String(on);
    if (on === this.#was) return;
    this.#was = on;
    this.dispatchEvent(new Event('toggle'));
    queueMicrotask(() => this.dispatchEvent(new Event('aftertoggle')));
  }
}

class Summary extends HostElement {
  static override css = ':host { display: block; }';
  override connectedCallback(): void {
    this.slot = 'summary';
    super.connectedCallback();
  }
}

class Announcement extends HostElement {
  static override events = ['dismiss', 'aftertoggle'];
  static override css = `
    :host { display: block; }
    .bar { display: flex; align-items: center; gap: var(--p-space-300); padding: var(--p-space-300) var(--p-space-400); background: var(--p-color-bg-fill-info); color: var(--p-color-text-info-on-bg-fill); }
    .words { flex: 1; min-inline-size: 0; }
    button { display: grid; padding: 0; border: 0; background: none; color: inherit; cursor: pointer; }
    svg { inline-size: 1.25rem; block-size: 1.25rem; }
  `;
  static override html = `<div class="bar"><div class="words"><slot></slot></div><button type="button" aria-label="Dismiss">${icon('x')}</button></div>`;
  protected override drawn(): void {
    this.find('button').addEventListener('click', () => this.dismiss());
  }
  protected override update(): void {
    this.speak('region', 'Announcement');
  }
  dismiss(): void {
    this.emit('dismiss');
    this.hidden = true;
    this.dispatchEvent(new Event('toggle'));
    this.dispatchEvent(new Event('aftertoggle'));
  }
}

class ClipboardItem extends HostElement implements Commanded {
  static override props = {text: 'string'} as const;
  static override events = ['copyerror'];
  static override css = ':host { display: none; }';
  async obey(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.read('text'));
      this.dispatchEvent(new Event('copy'));
    } catch {
      this.dispatchEvent(new Event('copyerror'));
    }
  }
}

/** Registers them. */
export function defineDisclosure(): void {
  define('s-details', Details);
  define('s-summary', Summary);
  define('s-announcement', Announcement);
  define('s-clipboard-item', ClipboardItem);
}
