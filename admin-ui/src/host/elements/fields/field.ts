// One-line and many-line fields: s-text-field, s-text-area and their kin.

import {define, HostElement} from '../element';

const parts = {
  label: 'string', labelAccessibilityVisibility: 'string', placeholder: 'string', name: 'string', details: 'string', error: 'string',
  required: 'boolean', disabled: 'boolean', readOnly: 'boolean', maxLength: 'number', minLength: 'number', autocomplete: 'string',
  prefix: 'string', suffix: 'string', icon: 'string', value: 'string', rows: 'number',
} as const;

export const fieldCSS = `
  :host { display: block; min-inline-size: 0; }
  label, legend { display: block; padding: 0; margin-block-end: var(--p-space-100); font-weight: var(--host-label-weight); }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; margin: 0; }
  .details { margin-block-start: var(--p-space-100); color: var(--p-color-text-secondary); }
  .error { display: flex; gap: var(--p-space-100); margin-block-start: var(--p-space-100); color: var(--p-color-text-critical-secondary); }
  .error::before { content: "!"; flex: none; inline-size: 1rem; block-size: 1rem; margin-block-start: 0.125rem; border-radius: 50%;
    background: var(--p-color-bg-fill-critical); color: var(--p-color-text-critical-on-bg-fill); font-size: 0.7rem; font-weight: 700; line-height: 1rem; text-align: center; }
`;

class TextField extends HostElement {
  static formAssociated = true;
  static override props = parts;
  static override shadow = {delegatesFocus: true};
  static override css = `
    ${fieldCSS}
    .frame { display: flex; align-items: center; gap: var(--p-space-100); background: var(--host-input-bg); border-radius: var(--host-input-radius);
      border: var(--p-border-width-0165) solid var(--p-color-input-border); border-width: 0.66px; padding-inline: var(--p-space-300); }
    .frame:hover { border-color: var(--p-color-input-border-hover); }
    .frame:focus-within { outline: var(--p-border-width-050) solid var(--p-color-border-focus); outline-offset: 1px; border-color: var(--p-color-input-border-active); }
    :host([error]:not([error=""])) .frame { border-color: var(--p-color-border-critical-secondary); background: var(--host-input-critical-bg); }
    :host([disabled]) .frame { background: var(--p-color-bg-surface-disabled); border-color: transparent; }
    input, textarea { flex: 1; min-inline-size: 0; inline-size: 100%; margin: 0; padding: var(--host-input-padding) 0; border: 0; outline: 0; background: none;
      color: inherit; font: inherit; letter-spacing: inherit; resize: vertical; }
    textarea { display: block; min-block-size: 2rem; }
    ::placeholder { color: var(--host-placeholder); opacity: 1; }
    .affix, .count { flex: none; color: var(--p-color-text-secondary); }
  `;
  static override html = `
    <label part="label" for="control"></label>
    <div class="frame"><span class="affix prefix" hidden></span><input id="control" aria-describedby="details error"><span class="affix suffix" hidden></span><slot name="accessory"></slot></div>
    <div id="error" class="error" role="alert" hidden></div><div id="details" class="details" hidden></div>`;

  protected get control(): HTMLInputElement | HTMLTextAreaElement {
    return this.find('#control');
  }

  // The words typed, which the attribute only starts.
  get value(): string {
    return this.control.value;
  }
  set value(value: string | null) {
    const words = value ?? '';
    if (this.control.value !== words) this.control.value = words;
    this.internals.setFormValue(words);
  }

  protected override drawn(): void {
    const control = this.control;
    control.addEventListener('input', () => this.internals.setFormValue(control.value));
    // A change stays inside a shadow tree; an input leaves it by itself.
    control.addEventListener('change', () => this.emit('change'));
    control.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key !== 'Enter' || control instanceof HTMLTextAreaElement) return;
      submit(this);
    });
  }

  override attributeChangedCallback(name?: string, _before?: string | null, after?: string | null): void {
    if (name === 'value') this.value = after ?? '';
    this.changed();
  }

  protected override update(): void {
    const read = (name: string) => this.getAttribute(name);
    const control = this.control;
    this.fill('label', read('label'));
    this.find('label').classList.toggle('hidden', read('labelaccessibilityvisibility') === 'exclusive');
    this.fill('#error', read('error'));
    this.fill('#details', read('details'));
    control.placeholder = read('placeholder') ?? '';
    control.required = this.hasAttribute('required');
    control.disabled = this.hasAttribute('disabled');
    control.readOnly = this.hasAttribute('readonly');
    control.setAttribute('aria-invalid', String(Boolean(read('error'))));
    for (const limit of ['maxlength', 'minlength', 'autocomplete', 'rows']) {
      const value = read(limit);
      if (value) control.setAttribute(limit, value);
      else control.removeAttribute(limit);
    }
    if (control instanceof HTMLInputElement) {
      this.fill('.prefix', read('prefix'));
      this.fill('.suffix', read('suffix'));
    }
  }
}

class TextArea extends TextField {
  static override html = `
    <label part="label" for="control"></label>
    <div class="frame"><textarea id="control" rows="2" aria-describedby="details error"></textarea></div>
    <div id="error" class="error" role="alert" hidden></div><div id="details" class="details" hidden></div>`;
}

function kind(type: string, mode: string): typeof TextField {
  return class extends TextField {
    protected override drawn(): void {
      super.drawn();
      this.control.setAttribute('type', type);
      this.control.setAttribute('inputmode', mode);
    }
  };
}

/** Submits the form around an element: a native one, or an s-form. */
export function submit(from: HTMLElement): void {
  const form = from.closest<HTMLElement>('form, s-form');
  if (form instanceof HTMLFormElement) form.requestSubmit();
  else form?.dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}));
}

export function defineFields(): void {
  define('s-text-field', TextField);
  define('s-text-area', TextArea);
  define('s-email-field', kind('email', 'email'));
  define('s-phone-field', kind('tel', 'tel'));
  define('s-number-field', kind('text', 'decimal'));
}
