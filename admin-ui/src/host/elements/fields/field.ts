// The ground of every field: its label, its details, its error, its value in a
// form. And what leaves a form: submit and reset.

import {HostElement} from '../element';

type Kind = 'string' | 'boolean' | 'number';

/** What every field can be told. */
export const fieldProps: Record<string, Kind> = {
  label: 'string', labelAccessibilityVisibility: 'string', name: 'string', details: 'string', error: 'string', required: 'boolean', disabled: 'boolean',
};

/** How labels, details and errors look. */
export const fieldCSS = `
  :host { display: block; min-inline-size: 0; }
  label, legend { display: block; padding: 0; margin-block-end: var(--p-space-100); font-weight: var(--host-label-weight); }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; margin: 0; }
  .details { margin-block-start: var(--p-space-100); color: var(--p-color-text-secondary); }
  .error { display: flex; gap: var(--p-space-100); margin-block-start: var(--p-space-100); color: var(--p-color-text-critical-secondary); }
  .error::before { content: "!"; flex: none; inline-size: 1rem; block-size: 1rem; margin-block-start: 0.125rem; border-radius: 50%;
    background: var(--p-color-bg-fill-critical); color: var(--p-color-text-critical-on-bg-fill); font-size: 0.7rem; font-weight: 700; line-height: 1rem; text-align: center; }
`;

/** The frame around a control one writes in. */
export const frameCSS = `
  .frame { position: relative; display: flex; align-items: center; gap: var(--p-space-100); background: var(--host-input-bg); border-radius: var(--host-input-radius);
    border: 0.66px solid var(--p-color-input-border); padding-inline: var(--p-space-300); }
  .frame:hover { border-color: var(--p-color-input-border-hover); }
  .frame:focus-within { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; border-color: var(--p-color-input-border-active); }
  :host([error]:not([error=""])) .frame { border-color: var(--p-color-border-critical-secondary); background: var(--host-input-critical-bg); }
  :host([disabled]) .frame { background: var(--p-color-bg-surface-disabled); border-color: transparent; }
`;

/** What stands below a control. */
export const below = '<div id="error" class="error" role="alert" hidden></div><div id="details" class="details" hidden></div>';

/** A field: one control, named #control, in a labelled frame. */
export abstract class Field extends HostElement {
  static formAssociated = true;
  static override props = fieldProps;
  static override shadow = {delegatesFocus: true};

  protected get control(): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
    return this.find('#control');
  }

  /** The words written, which the attribute only starts. */
  get value(): string {
    return this.control.value;
  }
  set value(value: string | null) {
    const words = value ?? '';
    if (this.control.value !== words) this.control.value = words;
    this.kept();
  }

  /** Puts the value into the form around, and says whether it may be sent. */
  protected kept(): void {
    this.internals.setFormValue(this.value);
    const {validity, validationMessage} = this.control;
    if (validity.valid) this.internals.setValidity({});
    else this.internals.setValidity(validity, validationMessage, this.control);
  }

  /** What the field begins with and comes back to. */
  protected get initial(): string {
    return this.getAttribute('value') ?? this.read('defaultValue');
  }

  formResetCallback(): void {
    this.value = this.read('defaultValue');
  }
  formDisabledCallback(disabled: boolean): void {
    this.control.disabled = disabled || this.hasAttribute('disabled');
  }

  protected override drawn(): void {
    const control = this.control;
    control.addEventListener('input', () => this.kept());
    // A change stays inside a shadow tree; an input leaves it by itself.
    control.addEventListener('change', () => this.emit('change'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('value') && this.hasAttribute('defaultvalue') && !this.value) this.value = this.initial;
  }

  override attributeChangedCallback(name: string, _before: string | null, after: string | null): void {
    if (name === 'value') this.value = after ?? '';
    this.changed();
  }

  protected override update(): void {
    const {control} = this;
    this.fill('label', this.getAttribute('label'));
    this.find('label').classList.toggle('hidden', this.read('labelAccessibilityVisibility') === 'exclusive');
    this.fill('#error', this.getAttribute('error'));
    this.fill('#details', this.getAttribute('details'));
    control.required = this.hasAttribute('required');
    control.disabled = this.hasAttribute('disabled');
    control.setAttribute('aria-invalid', String(Boolean(this.read('error'))));
    this.kept();
  }

  /** Mirrors attributes onto the control as they are. */
  protected pass(...names: string[]): void {
    for (const name of names) {
      const value = this.getAttribute(name.toLowerCase());
      if (value) this.control.setAttribute(name, value);
      else this.control.removeAttribute(name);
    }
  }
}

/** Submits or resets the form around an element: a native one, or an s-form. */
export function submit(from: HTMLElement, what: 'submit' | 'reset' = 'submit'): void {
  const form = from.closest<HTMLElement>('form, s-form');
  if (!form || form.hasAttribute('disabled')) return;
  if (!(form instanceof HTMLFormElement)) {
    form.dispatchEvent(new Event(what, {bubbles: true, cancelable: true}));
    if (what === 'reset') for (const field of form.querySelectorAll<HTMLElement & {formResetCallback?(): void}>('*')) field.formResetCallback?.();
  } else if (what === 'submit') form.requestSubmit();
  else form.reset();
}
