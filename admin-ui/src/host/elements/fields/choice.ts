// Choosing: s-choice-list with s-choice, s-checkbox, s-switch, s-select.

import {define, HostElement} from '../element';
import {fieldCSS} from './field';

const marks = `
  input { font: inherit; line-height: inherit; appearance: none; flex: none; position: relative; inline-size: var(--host-mark); block-size: var(--host-mark); margin: calc((1lh - var(--host-mark)) / 2) 0 0;
    border: 0.66px solid var(--host-mark-border); background: var(--host-input-bg); cursor: pointer; }
  input[type=radio] { border-radius: 50%; }
  input[type=checkbox] { border-radius: var(--p-border-radius-100); }
  input:hover { border-color: var(--p-color-input-border-hover); }
  input:checked { background: var(--host-accent); border-color: var(--host-accent); }
  input:focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }
  input[type=radio]:checked::after { content: ""; position: absolute; inset: 28%; border-radius: 50%; background: var(--host-on-accent); }
  input[type=checkbox]:checked::after { content: ""; position: absolute; inset-inline-start: 34%; inset-block-start: 12%; inline-size: 28%; block-size: 55%;
    border: solid var(--host-on-accent); border-width: 0 2px 2px 0; transform: rotate(45deg); }
  input:disabled { opacity: 0.5; cursor: default; }
`;

class Choice extends HostElement {
  static override props = {
    value: 'string', selected: 'boolean', defaultSelected: 'boolean', disabled: 'boolean', accessibilityLabel: 'string', error: 'string',
  } as const;
  static override css = `
    :host { display: block; min-inline-size: 0; }
    ::slotted([slot=details]) { display: block; color: var(--p-color-text-secondary); }
  `;
  static override html = '<slot></slot><slot name="details"></slot>';
  protected override update(): void {
    this.dispatchEvent(new Event('host:choice', {bubbles: true}));
  }
}

class ChoiceList extends HostElement {
  static override props = {
    label: 'string', labelAccessibilityVisibility: 'string', name: 'string', error: 'string', details: 'string',
    disabled: 'boolean', multiple: 'boolean', variant: 'string',
  } as const;
  static override shadow = {delegatesFocus: true, slotAssignment: 'manual'} as const;
  static override css = `
    ${fieldCSS} ${marks}
    fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
    .details { margin-block: 0 var(--p-space-200); }
    .error { margin-block-start: var(--p-space-200); }
    .choices { display: flex; flex-direction: column; gap: var(--host-choice-gap); }
    .choices label { display: flex; gap: var(--p-space-200); margin: 0; font-weight: inherit; cursor: pointer; }
    .choices label > slot { display: block; flex: 1; min-inline-size: 0; }
  `;
  static override html = `
    <fieldset aria-describedby="details error"><legend></legend><div id="details" class="details" hidden></div>
    <div class="choices"></div><div id="error" class="error" role="alert" hidden></div></fieldset>`;

  get values(): string[] {
    return this.#choices().filter((choice) => choice.hasAttribute('selected')).map(valueOf);
  }
  set values(values: string[] | null) {
    for (const choice of this.#choices()) choice.toggleAttribute('selected', (values ?? []).includes(valueOf(choice)));
  }

  protected override drawn(): void {
    new MutationObserver(() => this.changed()).observe(this, {childList: true});
    this.addEventListener('host:choice', (event) => {
      event.stopPropagation();
      this.changed();
    });
    this.find('.choices').addEventListener('change', (event) => this.#chosen(event));
  }

  #choices(): HTMLElement[] {
    return [...this.children].filter((child): child is HTMLElement => child.localName === 's-choice');
  }

  #chosen(event: Event): void {
    event.stopPropagation();
    const inputs = [...this.root.querySelectorAll<HTMLInputElement>('input')];
    this.#choices().forEach((choice, at) => choice.toggleAttribute('selected', inputs[at]?.checked ?? false));
    this.emit('input');
    this.emit('change');
  }

  protected override update(): void {
    const read = (name: string) => this.getAttribute(name);
    this.fill('legend', read('label'));
    this.find('legend').classList.toggle('hidden', read('labelaccessibilityvisibility') === 'exclusive');
    this.fill('#details', read('details'));
    this.fill('#error', read('error'));
    this.find('fieldset').setAttribute('role', this.hasAttribute('multiple') ? 'group' : 'radiogroup');
    this.#rows();
  }

  // One native control per choice, all in one tree, so that grouping and the
  // arrow keys are the browser's.
  #rows(): void {
    const choices = this.#choices();
    const box = this.find('.choices');
    while (box.children.length > choices.length) box.lastElementChild!.remove();
    while (box.children.length < choices.length) {
      const row = document.createElement('label');
      row.append(document.createElement('input'), document.createElement('slot'));
      box.append(row);
    }
    choices.forEach((choice, at) => {
      const [input, slot] = box.children[at]!.children as unknown as [HTMLInputElement, HTMLSlotElement];
      input.type = this.hasAttribute('multiple') ? 'checkbox' : 'radio';
      input.name = 'choice';
      input.checked = choice.hasAttribute('selected');
      input.disabled = this.hasAttribute('disabled') || choice.hasAttribute('disabled');
      input.ariaLabel = choice.getAttribute('accessibilitylabel');
      slot.assign(choice);
    });
  }
}

function valueOf(choice: HTMLElement): string {
  return choice.getAttribute('value') ?? choice.textContent?.trim() ?? '';
}

class Checkbox extends HostElement {
  static formAssociated = true;
  static override props = {
    label: 'string', checked: 'boolean', disabled: 'boolean', name: 'string', value: 'string', details: 'string', error: 'string',
    required: 'boolean', accessibilityLabel: 'string', labelAccessibilityVisibility: 'string',
  } as const;
  static override shadow = {delegatesFocus: true};
  static override css = `
    ${fieldCSS} ${marks}
    label { display: flex; gap: var(--p-space-200); margin: 0; font-weight: inherit; cursor: pointer; }
    .details, .error { margin-block-start: 0; }
  `;
  static override html = `
    <label><input type="checkbox" aria-describedby="details error"><span><span class="label"></span><span id="details" class="details" hidden></span></span></label>
    <div id="error" class="error" role="alert" hidden></div>`;

  protected override drawn(): void {
    const input = this.find<HTMLInputElement>('input');
    input.addEventListener('input', () => this.toggleAttribute('checked', input.checked));
    input.addEventListener('change', () => this.emit('change'));
  }

  protected override update(): void {
    const input = this.find<HTMLInputElement>('input');
    input.checked = this.hasAttribute('checked');
    input.disabled = this.hasAttribute('disabled');
    input.required = this.hasAttribute('required');
    input.ariaLabel = this.getAttribute('accessibilitylabel');
    this.fill('.label', this.getAttribute('label'));
    this.fill('#details', this.getAttribute('details'));
    this.find('#details').style.display = this.hasAttribute('details') ? 'block' : 'none';
    this.fill('#error', this.getAttribute('error'));
    this.internals.setFormValue(input.checked ? this.getAttribute('value') || 'on' : null);
  }
}

class Switch extends Checkbox {
  static override css = `
    ${Checkbox.css}
    input[type=checkbox] { inline-size: 2rem; block-size: 1.25rem; margin-block-start: calc((1lh - 1.25rem) / 2); border: 0; border-radius: 1rem; background: var(--host-switch-off); transition: background var(--p-motion-duration-150); }
    input[type=checkbox]:checked { background: var(--host-accent); }
    input[type=checkbox]::after, input[type=checkbox]:checked::after { content: ""; position: absolute; inset-block-start: 0.1875rem; inset-inline-start: 0.1875rem;
      inline-size: 0.875rem; block-size: 0.875rem; border: 0; border-radius: 50%; background: var(--host-on-accent); transform: none; transition: inset-inline-start var(--p-motion-duration-150); }
    input[type=checkbox]:checked::after { inset-inline-start: 0.9375rem; }
  `;
  protected override drawn(): void {
    super.drawn();
    this.find('input').setAttribute('role', 'switch');
  }
}

class Select extends HostElement {
  static formAssociated = true;
  static override props = {
    label: 'string', labelAccessibilityVisibility: 'string', name: 'string', details: 'string', error: 'string', disabled: 'boolean',
    required: 'boolean', placeholder: 'string',
  } as const;
  static override shadow = {delegatesFocus: true};
  static override css = `
    ${fieldCSS}
    select { appearance: none; inline-size: 100%; padding: var(--host-input-padding) var(--p-space-600) var(--host-input-padding) var(--p-space-300); font: inherit; color: inherit;
      background: var(--host-input-bg); border: 0.66px solid var(--p-color-input-border); border-radius: var(--host-input-radius); }
    .frame { position: relative; }
    .frame::after { content: ""; position: absolute; inset-inline-end: var(--p-space-300); inset-block-start: calc(50% - 0.3rem); inline-size: 0.4rem; block-size: 0.4rem;
      border: solid var(--p-color-icon); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); pointer-events: none; }
    select:focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }
  `;
  static override html = `
    <label for="control"></label><div class="frame"><select id="control" aria-describedby="details error"></select></div>
    <div id="error" class="error" role="alert" hidden></div><div id="details" class="details" hidden></div>`;

  get value(): string {
    return this.find<HTMLSelectElement>('select').value;
  }
  set value(value: string | null) {
    this.setAttribute('value', value ?? '');
    this.changed();
  }

  protected override drawn(): void {
    new MutationObserver(() => this.changed()).observe(this, {childList: true, subtree: true, attributes: true, characterData: true});
    const select = this.find<HTMLSelectElement>('select');
    select.addEventListener('input', () => this.setAttribute('value', select.value));
    select.addEventListener('change', () => this.emit('change'));
  }

  protected override update(): void {
    const select = this.find<HTMLSelectElement>('select');
    this.fill('label', this.getAttribute('label'));
    this.find('label').classList.toggle('hidden', this.getAttribute('labelaccessibilityvisibility') === 'exclusive');
    this.fill('#details', this.getAttribute('details'));
    this.fill('#error', this.getAttribute('error'));
    const options = [...this.querySelectorAll('s-option')];
    select.replaceChildren(...options.map((option) => new Option(option.textContent ?? '', option.getAttribute('value') ?? '')));
    const value = this.getAttribute('value');
    if (value !== null) select.value = value;
    select.disabled = this.hasAttribute('disabled');
    this.internals.setFormValue(select.value);
  }
}

class SelectOption extends HostElement {
  static override props = {value: 'string', selected: 'boolean', disabled: 'boolean'} as const;
  static override css = ':host { display: none; }';
}

export function defineChoices(): void {
  define('s-choice-list', ChoiceList);
  define('s-choice', Choice);
  define('s-checkbox', Checkbox);
  define('s-switch', Switch);
  define('s-select', Select);
  define('s-option', SelectOption);
}
