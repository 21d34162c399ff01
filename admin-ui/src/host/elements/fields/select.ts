// s-select with s-option and s-option-group: the browser's own list.

import {define, HostElement} from '../element';
import {icon} from '../icons';
import {below, Field, fieldCSS, fieldProps, frameCSS} from './field';

class Select extends Field {
  static override props = {...fieldProps, placeholder: 'string', value: 'string', icon: 'string', autocomplete: 'string'} as const;
  static override css = `
    ${fieldCSS} ${frameCSS}
    .frame { padding-inline: 0; }
    select { appearance: none; flex: 1; min-inline-size: 0; padding-block: var(--host-input-padding); padding-inline: var(--p-space-300) var(--p-space-800); border: 0; outline: 0; background: none; font: inherit; color: inherit; }
    option, optgroup { color: CanvasText; background: Canvas; }
    .frame::after { content: ""; position: absolute; inset-inline-end: var(--p-space-300); inset-block-start: calc(50% - 0.3rem); inline-size: 0.4rem; block-size: 0.4rem;
      border: solid var(--p-color-icon); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); pointer-events: none; }
    .icon { margin-inline-start: var(--p-space-200); }
    .icon svg { display: block; inline-size: 1.25rem; block-size: 1.25rem; color: var(--p-color-icon); }
  `;
  static override html = `<label for="control"></label><div class="frame"><span class="icon" hidden></span><select id="control" aria-describedby="details error"></select></div>${below}`;
  #value: string | undefined; // what was asked for, which an option may still be to come for

  override get value(): string {
    return this.control.value;
  }
  override set value(value: string | null) {
    this.#value = value ?? '';
    this.control.value = this.#value;
    this.kept();
  }

  protected override drawn(): void {
    super.drawn();
    new MutationObserver(() => this.changed()).observe(this, {childList: true, subtree: true, attributes: true, characterData: true});
    this.control.addEventListener('input', () => (this.#value = this.control.value));
  }

  override formResetCallback(): void {
    this.#value = undefined;
    this.changed();
  }

  protected override update(): void {
    super.update();
    const placeholder = this.read('placeholder');
    const blank = placeholder ? [Object.assign(new Option(placeholder, ''), {hidden: true})] : [];
    this.control.replaceChildren(...blank, ...[...this.children].flatMap(drawn));
    const chosen = this.querySelector('s-option[selected]') ?? (this.#value === undefined ? this.querySelector('s-option[defaultselected]') : null);
    const value = this.#value ?? chosen?.getAttribute('value');
    if (value !== undefined && value !== null) this.control.value = value;
    const name = this.read('icon');
    this.find('.icon').innerHTML = name ? icon(name) : '';
    this.find('.icon').hidden = !name;
    this.pass('autocomplete');
    this.kept();
  }
}

function drawn(part: Element): (HTMLOptionElement | HTMLOptGroupElement)[] {
  if (part.localName === 's-option') {
    const option = new Option(part.textContent?.trim() ?? '', part.getAttribute('value') ?? part.textContent?.trim() ?? '');
    option.disabled = part.hasAttribute('disabled');
    return [option];
  }
  if (part.localName !== 's-option-group') return [];
  const group = document.createElement('optgroup');
  group.label = part.getAttribute('label') ?? '';
  group.disabled = part.hasAttribute('disabled');
  group.append(...[...part.children].flatMap(drawn));
  return [group];
}

class SelectOption extends HostElement {
  static override props = {value: 'string', selected: 'boolean', defaultSelected: 'boolean', disabled: 'boolean', accessibilityLabel: 'string'} as const;
  static override css = ':host { display: none; }';
}

class OptionGroup extends HostElement {
  static override props = {label: 'string', disabled: 'boolean'} as const;
  static override css = ':host { display: none; }';
}

/** Registers the select. */
export function defineSelects(): void {
  define('s-select', Select);
  define('s-option', SelectOption);
  define('s-option-group', OptionGroup);
}
