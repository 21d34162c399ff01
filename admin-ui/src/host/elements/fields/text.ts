// Fields for words and numbers: s-text-field, s-text-area and their kin.

import {define} from '../element';
import {icon} from '../icons';
import {below, Field, fieldCSS, fieldProps, frameCSS, submit} from './field';

type Kind = 'string' | 'boolean' | 'number';

const textProps: Record<string, Kind> = {
  ...fieldProps, placeholder: 'string', readOnly: 'boolean', maxLength: 'number', minLength: 'number', autocomplete: 'string', prefix: 'string', suffix: 'string',
  icon: 'string', value: 'string', defaultValue: 'string', type: 'string',
};

const css = `
  ${fieldCSS} ${frameCSS}
  input, textarea { flex: 1; min-inline-size: 0; inline-size: 100%; margin: 0; padding: var(--host-input-padding) 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; letter-spacing: inherit; resize: vertical; }
  textarea { display: block; min-block-size: 2rem; }
  ::placeholder { color: var(--host-placeholder); opacity: 1; }
  .affix { flex: none; color: var(--p-color-text-secondary); }
  .icon svg { display: block; inline-size: 1.25rem; block-size: 1.25rem; color: var(--p-color-icon); }
`;

class TextField extends Field {
  static override props = textProps;
  static override css = css;
  static override html = `
    <label for="control"></label>
    <div class="frame"><span class="affix icon" hidden></span><span class="affix prefix" hidden></span><input id="control" aria-describedby="details error"><span class="affix suffix" hidden></span><slot name="accessory"></slot></div>${below}`;
  protected static type = 'text';
  protected static mode = 'text';

  protected override drawn(): void {
    super.drawn();
    const {type, mode} = this.constructor as typeof TextField;
    this.control.setAttribute('type', type);
    this.control.setAttribute('inputmode', mode);
    this.control.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Enter' && this.control instanceof HTMLInputElement) submit(this);
    });
  }

  protected override update(): void {
    super.update();
    (this.control as HTMLInputElement).readOnly = this.hasAttribute('readonly');
    this.pass('placeholder', 'maxlength', 'minlength', 'autocomplete', 'rows');
    if (!(this.control instanceof HTMLInputElement)) return;
    this.fill('.prefix', this.getAttribute('prefix'));
    this.fill('.suffix', this.getAttribute('suffix'));
    const name = this.read('icon');
    this.find('.icon').innerHTML = name ? icon(name) : '';
    this.find('.icon').hidden = !name;
  }
}

class TextArea extends TextField {
  static override props = {...textProps, rows: 'number' as const};
  static override html = `<label for="control"></label><div class="frame"><textarea id="control" rows="2" aria-describedby="details error"></textarea></div>${below}`;
}

class EmailField extends TextField {
  protected static override type = 'email';
  protected static override mode = 'email';
}

class PhoneField extends TextField {
  static override props = {...textProps, policy: 'string' as const};
  protected static override type = 'tel';
  protected static override mode = 'tel';
}

class UrlField extends TextField {
  protected static override type = 'url';
  protected static override mode = 'url';
}

class PasswordField extends TextField {
  protected static override type = 'password';
}

class SearchField extends TextField {
  protected static override type = 'search';
  protected static override mode = 'search';
}

class NumberField extends TextField {
  static override props = {...textProps, max: 'number', min: 'number', step: 'number', controls: 'string', currencyCode: 'string'} as const;
  static override css = `${css} :host([controls=none]) input { appearance: textfield; } :host([controls=none]) ::-webkit-inner-spin-button { appearance: none; }`;
  protected static override type = 'number';
  protected static override mode = 'decimal';

  protected override update(): void {
    super.update();
    this.pass('max', 'min');
    this.control.setAttribute('step', this.read('step') || 'any');
    this.control.setAttribute('inputmode', this.read('inputMode') || 'decimal');
  }
}

class MoneyField extends NumberField {
  protected override update(): void {
    super.update();
    if (!this.hasAttribute('prefix')) this.fill('.prefix', this.read('currencyCode'));
  }
}

/** Registers the fields one writes in. */
export function defineTextFields(): void {
  define('s-text-field', TextField);
  define('s-text-area', TextArea);
  define('s-email-field', EmailField);
  define('s-phone-field', PhoneField);
  define('s-consent-phone-field', class extends PhoneField {});
  define('s-url-field', UrlField);
  define('s-password-field', PasswordField);
  define('s-search-field', SearchField);
  define('s-number-field', NumberField);
  define('s-money-field', MoneyField);
}
