// A value that is written, as a merchant reads it.

import {t} from '../i18n';

/** "Oily", "Acne, Dry spots", "Yes", "22 Nov" … of a value in the mapping's words. */
export function plainValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainValue).join(', ');
  if (typeof value === 'boolean') return t(value ? 'mapping.yes' : 'mapping.no');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(plainValue).join(', ');
  return String(value);
}
