// Small marks: s-badge, s-icon, s-chip, s-clickable-chip.

import {command, interest} from './command';
import {define, HostElement} from './element';
import {icon} from './icons';

class Badge extends HostElement {
  static override props = {tone: 'string', color: 'string', icon: 'string', iconPosition: 'string', size: 'string'} as const;
  static override css = `
    :host { display: inline-flex; align-items: center; gap: var(--p-space-100); padding: var(--p-space-025) var(--p-space-200);
      border-radius: var(--p-border-radius-200); font-size: var(--p-font-size-300); line-height: var(--p-font-line-height-400);
      font-weight: var(--p-font-weight-medium); white-space: nowrap;
      background: var(--host-badge-bg); color: var(--host-badge-text); }
    :host([tone=info]) { background: var(--p-color-bg-fill-info-secondary); color: var(--p-color-text-info); }
    :host([tone=success]) { background: var(--p-color-bg-fill-success-secondary); color: var(--p-color-text-success); }
    :host([tone=caution]) { background: var(--p-color-bg-fill-caution-secondary); color: var(--p-color-text-caution); }
    :host([tone=warning]) { background: var(--p-color-bg-fill-warning-secondary); color: var(--p-color-text-warning); }
    :host([tone=critical]) { background: var(--p-color-bg-fill-critical-secondary); color: var(--p-color-text-critical); }
    :host([size^=large]) { font-size: inherit; }
    :host([iconposition=end]) { flex-direction: row-reverse; }
    svg { display: block; inline-size: 0.875rem; block-size: 0.875rem; }
  `;
  static override html = '<span hidden></span><slot></slot>';
  protected override update(): void {
    const name = this.read('icon');
    this.find('span').innerHTML = name ? icon(name) : '';
    this.find('span').hidden = !name;
  }
}

class Icon extends HostElement {
  static override props = {type: 'string', tone: 'string', color: 'string', size: 'string', interestFor: 'string'} as const;
  static override css = `
    :host { display: inline-block; inline-size: 1.25rem; block-size: 1.25rem; color: var(--p-color-icon); vertical-align: middle; }
    :host([size^=small]) { inline-size: 1rem; block-size: 1rem; }
    :host([size^=large]) { inline-size: 1.75rem; block-size: 1.75rem; }
    :host([color=subdued]) { color: var(--p-color-icon-secondary); }
    :host([tone=info]) { color: var(--p-color-icon-info); }
    :host([tone=success]) { color: var(--p-color-icon-success); }
    :host([tone=caution]) { color: var(--p-color-icon-caution); }
    :host([tone=warning]) { color: var(--p-color-icon-warning); }
    :host([tone=critical]) { color: var(--p-color-icon-critical); }
    svg { display: block; inline-size: 100%; block-size: 100%; }
  `;
  static override html = '';
  protected override drawn(): void {
    interest(this);
  }
  protected override update(): void {
    this.root.innerHTML = icon(this.read('type'));
    this.internals.ariaHidden = 'true';
  }
}

const chip = `
  :host { display: inline-flex; max-inline-size: 100%; }
  .chip { display: inline-flex; align-items: center; gap: var(--p-space-100); min-inline-size: 0; padding: var(--p-space-050) var(--p-space-200); border: 0; border-radius: var(--p-border-radius-200); background: var(--host-badge-bg);
    color: inherit; font: inherit; font-size: var(--p-font-size-300); line-height: var(--p-font-line-height-400); text-decoration: none; }
  :host([color=subdued]) .chip { background: var(--p-color-bg-surface-secondary); }
  :host([color=strong]) .chip { background: var(--p-color-bg-surface-tertiary); }
  button { font: inherit; color: inherit; cursor: pointer; }
  .remove { display: grid; padding: 0; border: 0; border-radius: var(--p-border-radius-100); background: none; }
  .remove svg { inline-size: 1rem; block-size: 1rem; }
  :focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }
  :host([disabled]) { opacity: 0.6; }
`;

const remove = `<button type="button" class="remove" hidden>${icon('x')}</button>`;

class Chip extends HostElement {
  static override props = {color: 'string', accessibilityLabel: 'string', removable: 'boolean'} as const;
  static override events = ['remove'];
  static override css = chip;
  static override html = `<span class="chip"><slot name="graphic"></slot><slot></slot>${remove}</span>`;

  protected override drawn(): void {
    this.find('.remove').addEventListener('click', (event) => {
      event.stopPropagation();
      this.emit('remove');
    });
  }
  protected override update(): void {
    this.find('.remove').hidden = !this.hasAttribute('removable');
    this.find('.remove').ariaLabel = `Remove ${this.read('accessibilityLabel') || this.textContent?.trim()}`;
    this.speak(this.read('accessibilityLabel') ? 'group' : null, this.read('accessibilityLabel'));
  }
}

class ClickableChip extends HostElement {
  static override props = {
    color: 'string', accessibilityLabel: 'string', removable: 'boolean', disabled: 'boolean', href: 'string', command: 'string', commandFor: 'string', interestFor: 'string',
  } as const;
  static override events = ['remove', 'afterhide'];
  static override css = `${chip} .chip { cursor: pointer; } .chip:hover { background: var(--p-color-bg-surface-hover); } .remove { align-self: center; margin-inline-start: var(--p-space-050); }`;
  static override shadow = {delegatesFocus: true};
  static override html = `<button type="button" class="chip"><slot name="graphic"></slot><slot></slot></button>${remove}`;

  protected override drawn(): void {
    interest(this);
    this.find('.chip').addEventListener('click', () => {
      const href = this.read('href');
      command(this);
      if (href && !href.startsWith('shopify:') && !href.startsWith('extension:')) location.assign(href);
    });
    this.find('.remove').addEventListener('click', (event) => {
      event.stopPropagation();
      this.emit('remove');
      this.hidden = true;
      this.emit('afterhide');
    });
  }
  protected override update(): void {
    const [press, gone] = [this.find<HTMLButtonElement>('.chip'), this.find<HTMLButtonElement>('.remove')];
    press.disabled = gone.disabled = this.hasAttribute('disabled');
    press.ariaLabel = this.read('accessibilityLabel') || null;
    press.setAttribute('role', this.read('href') ? 'link' : 'button');
    gone.hidden = !this.hasAttribute('removable');
    gone.ariaLabel = `Remove ${this.read('accessibilityLabel') || this.textContent?.trim()}`;
  }
}

/** Registers the marks. */
export function defineBadges(): void {
  define('s-badge', Badge);
  define('s-icon', Icon);
  define('s-chip', Chip);
  define('s-clickable-chip', ClickableChip);
}
