// Choosing one or many: s-choice-list with s-choice.

import {define, HostElement} from '../element';
import {fieldCSS, fieldProps} from './field';
import {marks} from './checkbox';

class Choice extends HostElement {
  static override props = {value: 'string', selected: 'boolean', defaultSelected: 'boolean', disabled: 'boolean', accessibilityLabel: 'string', error: 'string'} as const;
  static override css = `
    :host { display: block; min-inline-size: 0; }
    ::slotted([slot=details]), ::slotted([slot^=secondary]) { display: block; color: var(--p-color-text-secondary); }
    .chosen { display: none; }
    :host([selected]) .chosen { display: block; }
    .error { color: var(--p-color-text-critical-secondary); }
  `;
  static override html = `
    <slot></slot><slot name="secondary-content"></slot><slot name="secondaryContent"></slot><slot name="details"></slot>
    <div class="error" hidden></div><div class="chosen"><slot name="selectedContent"></slot><slot name="selected-content"></slot></div>`;
  override connectedCallback(): void {
    if (this.hasAttribute('defaultselected')) this.setAttribute('selected', '');
    super.connectedCallback();
  }
  protected override update(): void {
    this.fill('.error', this.getAttribute('error'));
    this.dispatchEvent(new Event('host:choice', {bubbles: true}));
  }
}

class ChoiceList extends HostElement {
  static formAssociated = true;
  static override props: Record<string, 'string' | 'boolean'> = {
    ...(fieldProps as Record<string, 'string' | 'boolean'>), multiple: 'boolean', variant: 'string',
  };
  static override shadow = {delegatesFocus: true, slotAssignment: 'manual'} as const;
  static override css = `
    ${fieldCSS} ${marks}
    fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
    .details { margin-block: 0 var(--p-space-200); }
    .error { margin-block-start: var(--p-space-200); }
    .choices { display: flex; flex-direction: column; gap: var(--host-choice-gap); }
    .choices label { display: flex; gap: var(--p-space-200); margin: 0; font-weight: inherit; cursor: pointer; }
    .choices label > slot { display: block; flex: 1; min-inline-size: 0; }
    :host([variant=inline]) .choices { flex-flow: row wrap; column-gap: var(--p-space-400); }
    :host([variant=grid]) .choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); }
    :host(:is([variant=grid], [variant=block])) .choices label { padding: var(--p-space-300); border-radius: var(--p-border-radius-200); box-shadow: inset 0 0 0 1px var(--p-color-border); }
    :host(:is([variant=grid], [variant=block])) .choices label:has(:checked) { box-shadow: inset 0 0 0 2px var(--host-accent); }
  `;
  static override html = `
    <fieldset aria-describedby="details error"><legend></legend><div id="details" class="details" hidden></div>
    <div class="choices"></div><div id="error" class="error" role="alert" hidden></div></fieldset>`;

  // What was asked for before the choices were there.
  #wanted: string[] | undefined;

  get values(): string[] {
    return this.#choices().filter((choice) => choice.hasAttribute('selected')).map(valueOf);
  }
  set values(values: string[] | null) {
    this.#wanted = values ?? undefined;
    for (const choice of this.#choices()) choice.toggleAttribute('selected', (values ?? []).includes(valueOf(choice)));
  }

  formResetCallback(): void {
    for (const choice of this.#choices()) choice.toggleAttribute('selected', choice.hasAttribute('defaultselected'));
  }

  protected override drawn(): void {
    new MutationObserver((records) => {
      const fresh = new Set(records.flatMap((record) => [...record.addedNodes]));
      for (const choice of this.#choices()) if (fresh.has(choice) && this.#wanted?.includes(valueOf(choice))) choice.setAttribute('selected', '');
      this.changed();
    }).observe(this, {childList: true});
    this.addEventListener('host:choice', (event) => {
      event.stopPropagation();
      this.changed();
    });
    this.find('.choices').addEventListener('change', (event) => this.#chosen(event));
    this.find('.choices').addEventListener('input', (event) => event.stopPropagation());
  }

  #choices(): HTMLElement[] {
    return [...this.children].filter((child): child is HTMLElement => child.localName === 's-choice');
  }

  #chosen(event: Event): void {
    event.stopPropagation();
    const inputs = [...this.root.querySelectorAll<HTMLInputElement>('input')];
    this.#choices().forEach((choice, at) => choice.toggleAttribute('selected', inputs[at]?.checked ?? false));
    this.#wanted = undefined; // from here on it is the merchant's or the shopper's choice
    this.#kept();
    this.emit('input');
    this.emit('change');
  }

  #kept(): void {
    const form = new FormData();
    for (const value of this.values) form.append(this.read('name'), value);
    this.internals.setFormValue(this.read('name') ? form : null);
  }

  protected override update(): void {
    this.fill('legend', this.getAttribute('label'));
    this.find('legend').classList.toggle('hidden', this.read('labelAccessibilityVisibility') === 'exclusive');
    this.fill('#details', this.getAttribute('details'));
    this.fill('#error', this.getAttribute('error'));
    this.find('fieldset').setAttribute('role', this.hasAttribute('multiple') ? 'group' : 'radiogroup');
    this.#rows();
    this.#kept();
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

/** Registers the choice list. */
export function defineChoices(): void {
  define('s-choice-list', ChoiceList);
  define('s-choice', Choice);
}
