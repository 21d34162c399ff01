// s-date-field: the browser's own field for a day, and which days are allowed.

import {define} from '../element';
import {below, Field, fieldCSS, fieldProps, frameCSS} from './field';

/** What allow, disallow, allowDays and disallowDays say. */
export interface Days {
  allow?: string;
  disallow?: string;
  allowDays?: string;
  disallowDays?: string;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Whether a day such as 2026-11-22 is allowed. */
export function allowed(day: string, {allow = '', disallow = '', allowDays = '', disallowDays = ''}: Days): boolean {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  if (allow && !among(day, allow)) return false;
  if (disallow && among(day, disallow)) return false;
  if (allowDays && !words(allowDays).includes(weekday)) return false;
  return !words(disallowDays).includes(weekday);
}

const words = (list: string) => list.split(/[\s,]+/).filter(Boolean);

// Days, months, years and spans of them: "2026-11", "2026-11-01--2026-12", "--2026".
function among(day: string, list: string): boolean {
  return words(list).some((part) => {
    const [from = '', to = from] = part.includes('--') ? part.split('--') : [part];
    return day.slice(0, from.length) >= from && (to === '' || day.slice(0, to.length) <= to);
  });
}

class DateField extends Field {
  static override props = {
    ...fieldProps, placeholder: 'string', readOnly: 'boolean', autocomplete: 'string', value: 'string', defaultValue: 'string', view: 'string', defaultView: 'string',
    allow: 'string', disallow: 'string', allowDays: 'string', disallowDays: 'string',
  } as const;
  static override events = ['viewchange'];
  static override css = `
    ${fieldCSS} ${frameCSS}
    input { flex: 1; min-inline-size: 0; margin: 0; padding: var(--host-input-padding) 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; color-scheme: light; }
    ::-webkit-datetime-edit, ::-webkit-datetime-edit-fields-wrapper { padding-block: 0; }
    :host-context(.p-theme-dark-experimental) input { color-scheme: dark; }
  `;
  static override html = `<label for="control"></label><div class="frame"><input id="control" type="date" aria-describedby="details error"></div>${below}`;

  protected override drawn(): void {
    super.drawn();
    this.control.addEventListener('change', () => {
      if (this.control.validity.customError) this.dispatchEvent(new Event('invalid', {cancelable: true}));
    });
  }

  protected override kept(): void {
    const days = {allow: this.read('allow'), disallow: this.read('disallow'), allowDays: this.read('allowDays'), disallowDays: this.read('disallowDays')};
    this.control.setCustomValidity(this.value && !allowed(this.value, days) ? 'This day cannot be chosen' : '');
    super.kept();
  }

  protected override update(): void {
    super.update();
    (this.control as HTMLInputElement).readOnly = this.hasAttribute('readonly');
    this.pass('autocomplete');
  }
}

/** Registers the date field. */
export function defineDates(): void {
  define('s-date-field', DateField);
}
