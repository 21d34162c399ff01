// Yes or no: s-checkbox, s-switch, s-consent-checkbox.

import {command} from '../command';
import {define} from '../element';
import {Field, fieldCSS, fieldProps} from './field';

/** How radios and checkboxes are drawn. */
export const marks = `
  input { font: inherit; line-height: inherit; appearance: none; flex: none; position: relative; inline-size: var(--host-mark); block-size: var(--host-mark); margin: calc((1lh - var(--host-mark)) / 2) 0 0;
    border: 0.66px solid var(--host-mark-border); background: var(--host-input-bg); cursor: pointer; }
  input[type=radio] { border-radius: 50%; }
  input[type=checkbox] { border-radius: var(--p-border-radius-100); }
  input:hover { border-color: var(--p-color-input-border-hover); }
  input:is(:checked, :indeterminate) { background: var(--host-accent); border-color: var(--host-accent); }
  input[type=radio]:not(:checked) { background: var(--host-input-bg); border-color: var(--host-mark-border); }
  input:focus-visible { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; }
  input[type=radio]:checked::after { content: ""; position: absolute; inset: 28%; border-radius: 50%; background: var(--host-on-accent); }
  input[type=checkbox]:checked::after { content: ""; position: absolute; inset-inline-start: 34%; inset-block-start: 12%; inline-size: 28%; block-size: 55%;
    border: solid var(--host-on-accent); border-width: 0 2px 2px 0; transform: rotate(45deg); }
  input[type=checkbox]:indeterminate::after { content: ""; position: absolute; inset: 44% 20%; inline-size: auto; block-size: 2px; border: 0; background: var(--host-on-accent); transform: none; }
  input:disabled { opacity: 0.5; cursor: default; }
`;

class Checkbox extends Field {
  static override props = {
    ...fieldProps, checked: 'boolean', defaultChecked: 'boolean', indeterminate: 'boolean', defaultIndeterminate: 'boolean', value: 'string', accessibilityLabel: 'string',
    command: 'string', commandFor: 'string', policy: 'string',
  } as const;
  static override css = `
    ${fieldCSS} ${marks}
    label { display: flex; gap: var(--p-space-200); margin: 0; font-weight: inherit; cursor: pointer; }
    .details, .error { margin-block-start: 0; }
    #details:not([hidden]) { display: block; }
  `;
  static override html = `
    <label><input id="control" type="checkbox" aria-describedby="details error"><span><span class="label"></span><slot name="label"></slot><span id="details" class="details" hidden></span></span></label>
    <div id="error" class="error" role="alert" hidden></div>`;

  protected get box(): HTMLInputElement {
    return this.control as HTMLInputElement;
  }

  /** What a form is sent when it is checked. */
  override get value(): string {
    return this.getAttribute('value') || 'on';
  }
  override set value(value: string | null) {
    this.setAttribute('value', value ?? '');
  }

  override formResetCallback(): void {
    this.toggleAttribute('checked', this.hasAttribute('defaultchecked'));
  }

  protected override drawn(): void {
    this.box.addEventListener('input', () => {
      this.toggleAttribute('checked', this.box.checked);
      this.removeAttribute('indeterminate');
    });
    this.box.addEventListener('change', () => {
      this.emit('change');
      command(this);
    });
  }

  override connectedCallback(): void {
    if (this.hasAttribute('defaultchecked')) this.setAttribute('checked', '');
    if (this.hasAttribute('defaultindeterminate')) this.setAttribute('indeterminate', '');
    super.connectedCallback();
  }

  override attributeChangedCallback(): void {
    this.changed();
  }

  protected override kept(): void {
    this.internals.setFormValue(this.box.checked ? this.value : null);
  }

  protected override update(): void {
    const box = this.box;
    box.checked = this.hasAttribute('checked');
    box.indeterminate = this.hasAttribute('indeterminate');
    box.disabled = this.hasAttribute('disabled');
    box.required = this.hasAttribute('required');
    box.ariaLabel = this.read('accessibilityLabel') || null;
    box.setAttribute('aria-invalid', String(Boolean(this.read('error'))));
    this.fill('.label', this.getAttribute('label'));
    this.find('.label').classList.toggle('hidden', this.read('labelAccessibilityVisibility') === 'exclusive');
    this.fill('#details', this.getAttribute('details'));
    this.fill('#error', this.getAttribute('error'));
    this.kept();
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

/** Registers them. */
export function defineCheckboxes(): void {
  define('s-checkbox', Checkbox);
  define('s-consent-checkbox', class extends Checkbox {});
  define('s-switch', Switch);
}
