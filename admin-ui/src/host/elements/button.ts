// What one presses: s-button, s-press-button, s-button-group, s-link, s-clickable.

import {command, described, interest} from './command';
import {define, HostElement} from './element';
import {submit} from './fields/field';
import {icon} from './icons';
import {boxProps} from './layout';
import {rules} from './scale';

const focus = 'a:focus-visible, button:focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }';

// Press is what is pressed: a link with an href, a button without.
abstract class Press extends HostElement {
  static override props: Record<string, 'string' | 'boolean'> = {
    href: 'string', target: 'string', download: 'string', disabled: 'boolean', loading: 'boolean', type: 'string', variant: 'string', tone: 'string',
    icon: 'string', accessibilityLabel: 'string', inlineSize: 'string', command: 'string', commandFor: 'string', interestFor: 'string',
  };
  static override shadow = {delegatesFocus: true};
  static override html = '<button type="button"><span class="icon" hidden></span><slot></slot></button>';

  protected override drawn(): void {
    this.addEventListener('click', (event) => {
      if (this.hasAttribute('disabled') || this.hasAttribute('loading')) {
        event.stopImmediatePropagation();
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) return;
      command(this);
      const type = this.read('type');
      if (type === 'submit' || type === 'reset') submit(this, type);
    });
    interest(this);
  }

  protected override update(): void {
    const control = this.#control();
    control.ariaLabel = this.getAttribute('accessibilitylabel');
    control.ariaDescription = described(this) || null;
    if (this.lang) control.lang = this.lang;
    else control.removeAttribute('lang');
    if (control instanceof HTMLButtonElement) {
      control.disabled = this.hasAttribute('disabled');
      control.ariaBusy = String(this.hasAttribute('loading'));
    }
    const name = this.getAttribute('icon');
    const spot = this.find('.icon');
    spot.innerHTML = name ? icon(name) : '';
    spot.hidden = !name;
    this.state('bare', Boolean(name) && !this.textContent?.trim());
  }

  // Swaps the tag when a link appears or goes; the contents move along.
  #control(): HTMLElement {
    const href = this.getAttribute('href');
    const now = this.find('a, button');
    if (href === null) return now;
    const link = now instanceof HTMLAnchorElement ? now : document.createElement('a');
    link.href = href;
    link.target = this.read('target').replace('auto', '');
    link.rel = link.target === '_blank' ? 'noopener' : '';
    if (this.hasAttribute('download')) link.download = this.read('download');
    else link.removeAttribute('download');
    if (link !== now) {
      link.append(...now.childNodes);
      now.replaceWith(link);
    }
    return link;
  }
}

class Button extends Press {
  static override css = `
    :host { display: inline-block; vertical-align: middle; }
    :host([inlinesize=fill]) { display: block; }
    :host([inlinesize=fill]) :is(a, button) { inline-size: 100%; }
    a, button { display: inline-flex; align-items: center; justify-content: center; gap: var(--p-space-050); min-block-size: var(--host-button-height); padding: var(--host-button-padding);
      border: 0; border-radius: var(--host-button-radius); font: inherit; font-size: var(--host-button-font); line-height: 1rem; font-weight: var(--p-font-weight-medium); color: var(--p-color-text); text-decoration: none; cursor: pointer;
      background: var(--host-button-bg); box-shadow: var(--host-button-shadow); white-space: nowrap; position: relative; }
    a:hover, button:hover { background: var(--host-button-hover); }
    a:active, button:active { background: var(--host-button-active); box-shadow: var(--p-shadow-button-inset); }
    ${focus}
    .icon, svg { inline-size: 1.25rem; block-size: 1.25rem; margin-inline-start: calc(-1 * var(--p-space-050)); color: inherit; }
    svg { display: block; margin: 0; }
    :host(:state(bare)) :is(a, button) { inline-size: var(--host-button-height); padding: 0; }
    :host(:state(bare)) .icon { margin: 0; }
    :host([variant=primary]) :is(a, button) { background: var(--host-primary-bg); color: var(--host-primary-text); box-shadow: var(--host-primary-shadow); }
    :host([variant=primary]) :is(a, button):hover { background: var(--host-primary-hover); }
    :host([variant=tertiary]) :is(a, button) { background: transparent; box-shadow: none; }
    :host([variant=tertiary]) :is(a, button):hover { background: var(--p-color-bg-fill-transparent-hover); }
    :host([tone=critical]) :is(a, button) { color: var(--p-color-text-critical-secondary); }
    :host([variant=primary][tone=critical]) :is(a, button) { background: var(--p-color-bg-fill-critical); color: var(--p-color-text-critical-on-bg-fill); }
    :host([disabled]) button { background: var(--p-color-bg-fill-disabled); color: var(--p-color-text-disabled); box-shadow: none; cursor: default; }
    :host([variant=tertiary][disabled]) button { background: transparent; }
    :host([variant=primary][disabled]) button { background: var(--p-color-bg-fill-brand-disabled); color: var(--p-color-text-brand-on-bg-fill-disabled); }
    :host([loading]) button { color: transparent !important; cursor: progress; }
    :host([loading]) button::after { content: ""; position: absolute; inline-size: 1rem; block-size: 1rem; border-radius: 50%; border: 2px solid var(--p-color-icon-secondary);
      border-block-start-color: transparent; animation: turn 0.8s linear infinite; }
    @keyframes turn { to { transform: rotate(1turn); } }
  `;
}

class Link extends Press {
  static override css = `
    :host { display: inline; }
    a, button { display: inline; padding: 0; border: 0; background: none; font: inherit; color: var(--p-color-text-link); text-decoration: underline; text-underline-offset: 0.15em; cursor: pointer; text-align: start; border-radius: var(--p-border-radius-100); }
    a:hover, button:hover { color: var(--p-color-text-link-hover); }
    :host([tone=neutral]) :is(a, button) { color: inherit; text-decoration: none; }
    :host([tone=neutral]) :is(a, button):hover { text-decoration: underline; }
    :host([tone=critical]) :is(a, button) { color: var(--p-color-text-critical-secondary); }
    ${focus}
  `;
}

class PressButton extends Button {
  static override props = {...Press.props, pressed: 'boolean', defaultPressed: 'boolean'} as const;
  static override css = `
    ${Button.css}
    :host([pressed]) :is(a, button) { background: var(--host-button-active); box-shadow: inset 0 0 0 2px var(--host-accent); }
  `;

  protected override drawn(): void {
    super.drawn();
    this.addEventListener('click', (event) => {
      if (!event.defaultPrevented && !this.hasAttribute('disabled')) this.toggleAttribute('pressed');
    });
  }
  override connectedCallback(): void {
    if (this.hasAttribute('defaultpressed') && !this.hasAttribute('pressed')) this.setAttribute('pressed', '');
    super.connectedCallback();
  }
  protected override update(): void {
    super.update();
    this.find('a, button').ariaPressed = String(this.hasAttribute('pressed'));
  }
}

class Clickable extends Press {
  static override props = {...Press.props, ...boxProps} as const;
  protected override update(): void {
    super.update();
    this.dress(rules(Object.keys(boxProps), (name) => this.read(name)));
  }
  static override css = `
    :host { display: block; }
    a, button { display: block; inline-size: 100%; padding: 0; border: 0; background: none; font: inherit; color: inherit; text-align: start; text-decoration: none; cursor: pointer; border-radius: inherit; }
    ${focus}
  `;
}

class ButtonGroup extends HostElement {
  static override props = {gap: 'string', accessibilityLabel: 'string'} as const;
  static override css = ':host { display: inline-flex; flex-wrap: wrap; gap: var(--p-space-200); } :host([gap=none]) { gap: 1px; }';
  static override html = '<slot name="secondary-actions"></slot><slot></slot><slot name="primary-action"></slot>';
  protected override update(): void {
    this.speak('group', this.read('accessibilityLabel'));
  }
}

/** Registers what is pressed. */
export function defineButtons(): void {
  define('s-button', Button);
  define('s-press-button', PressButton);
  define('s-link', Link);
  define('s-clickable', Clickable);
  define('s-button-group', ButtonGroup);
}
