// s-drop-zone: files, dropped or chosen.

import {define} from '../element';
import {icon} from '../icons';
import {below, Field, fieldCSS, fieldProps} from './field';

class DropZone extends Field {
  static override props = {...fieldProps, accept: 'string', multiple: 'boolean', accessibilityLabel: 'string', value: 'string'} as const;
  static override events = ['droprejected'];
  static override css = `
    ${fieldCSS}
    .zone { position: relative; display: grid; place-items: center; gap: var(--p-space-100); padding: var(--p-space-600) var(--p-space-400); border: 1px dashed var(--p-color-input-border); border-radius: var(--p-border-radius-200); text-align: center; }
    .zone:hover, .zone:focus-within { background: var(--p-color-bg-surface-hover); border-color: var(--p-color-border-focus); }
    input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
    svg { inline-size: 1.5rem; block-size: 1.5rem; }
  `;
  static override html = `<label for="control"></label><div class="zone">${icon('upload')}<span class="names"></span><slot></slot><input id="control" type="file" aria-describedby="details error"></div>${below}`;

  protected get input(): HTMLInputElement {
    return this.control as HTMLInputElement;
  }

  get files(): File[] {
    return [...(this.input.files ?? [])];
  }

  protected override drawn(): void {
    super.drawn();
    this.input.addEventListener('change', () => this.changed());
    this.input.addEventListener('drop', (event) => {
      const files = [...((event as DragEvent).dataTransfer?.files ?? [])];
      if (files.every((file) => accepts(this.read('accept'), file)) && (files.length < 2 || this.hasAttribute('multiple'))) return;
      event.preventDefault();
      this.dispatchEvent(new Event('droprejected'));
    });
  }

  // A script may empty a field of files, and write nothing else into it.
  override get value(): string {
    return this.input.value;
  }
  override set value(value: string | null) {
    if (!value) this.input.value = '';
    this.kept();
  }

  protected override kept(): void {
    const form = new FormData();
    for (const file of this.files) form.append(this.read('name'), file);
    this.internals.setFormValue(this.read('name') ? form : null);
  }

  protected override update(): void {
    super.update();
    this.input.multiple = this.hasAttribute('multiple');
    this.input.accept = this.read('accept');
    this.input.ariaLabel = this.read('accessibilityLabel') || null;
    this.find('.names').textContent = this.files.map((file) => file.name).join(', ');
  }
}

/** Whether a file is of a kind that accept names: ".csv", "image/*", "text/csv". */
export function accepts(accept: string, {name, type}: Pick<File, 'name' | 'type'>): boolean {
  const kinds = accept.split(',').map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  const fits = (kind: string) => (kind.startsWith('.') ? name.toLowerCase().endsWith(kind) : kind.endsWith('/*') ? type.startsWith(kind.slice(0, -1)) : type === kind);
  return kinds.length === 0 || kinds.some(fits);
}

/** Registers the drop zone. */
export function defineDropZone(): void {
  define('s-drop-zone', DropZone);
}
