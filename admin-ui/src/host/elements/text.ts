// Words: s-text, s-paragraph, s-heading, s-badge, s-icon, lists.

import {define, HostElement} from './element';
import {icon} from './icons';

const tones = `
  :host([tone=neutral]), :host([color=subdued]) { color: var(--p-color-text-secondary); }
  :host([tone=info]) { color: var(--p-color-text-info); }
  :host([tone=success]) { color: var(--p-color-text-success-secondary); }
  :host([tone=caution]) { color: var(--p-color-text-caution-secondary); }
  :host([tone=warning]) { color: var(--p-color-text-warning-secondary); }
  :host([tone=critical]) { color: var(--p-color-text-critical-secondary); }
`;

class PlainText extends HostElement {
  static override props = {
    tone: 'string', color: 'string', type: 'string', fontVariantNumeric: 'string', accessibilityVisibility: 'string', dir: 'string',
  } as const;
  static override css = `
    :host { display: inline; }
    :host([type=strong]) { font-weight: var(--p-font-weight-semibold); }
    :host([color=subdued]) { font-weight: var(--p-font-weight-regular); }
    :host([type=small]) { font-size: var(--p-font-size-300); }
    :host([fontvariantnumeric=tabular-nums]) { font-variant-numeric: tabular-nums; }
    :host([accessibilityvisibility=exclusive]) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    ${tones}
  `;
}

class Paragraph extends HostElement {
  static override props = {tone: 'string', color: 'string', fontVariantNumeric: 'string'} as const;
  static override css = `:host { display: block; margin: 0; } ${tones}`;
  protected override update(): void {
    this.internals.role = 'paragraph';
  }
}

class Heading extends HostElement {
  static override props = {fontSize: 'string', accessibilityRole: 'string'} as const;
  static override css = `
    :host { display: block; font-size: var(--p-font-size-350); line-height: var(--p-font-line-height-500); font-weight: var(--p-font-weight-semibold); }
    :host([fontsize^=large]) { font-size: var(--p-font-size-500); line-height: var(--p-font-line-height-600); }
  `;
  protected override update(): void {
    if (this.getAttribute('accessibilityrole') === 'presentation') return;
    this.internals.role = 'heading';
    this.internals.ariaLevel = this.closest('s-section') ? '3' : '2';
  }
}

class Badge extends HostElement {
  static override props = {tone: 'string', color: 'string', icon: 'string', size: 'string'} as const;
  static override css = `
    :host { display: inline-flex; align-items: center; gap: var(--p-space-100); padding: var(--p-space-025) var(--p-space-200);
      border-radius: var(--p-border-radius-200); font-size: var(--p-font-size-300); line-height: var(--p-font-line-height-400);
      font-weight: var(--p-font-weight-medium); white-space: nowrap;
      background: var(--host-badge-bg); color: var(--host-badge-text); }
    :host([tone=info]) { background: var(--p-color-bg-fill-info-secondary); color: var(--p-color-text-info); }
    :host([tone=success]) { background: var(--p-color-bg-fill-success-secondary); color: var(--p-color-text-success); }
    :host([tone=caution]) { background: var(--p-color-bg-fill-caution-secondary); color: var(--p-color-text-caution); }
    :host([tone=warning]) { background: var(--p-color-bg-fill-warning-secondary); color: var(--p-color-text-warning); }
    :host([tone=critical]) { background: var(--p-color-bg-fill-critical-secondary); color: var(--p-color-text-critical); }
    svg { inline-size: 0.875rem; block-size: 0.875rem; margin-inline-start: calc(-1 * var(--p-space-050)); }
  `;
  static override html = '<span part="icon" hidden></span><slot></slot>';
  protected override update(): void {
    const name = this.getAttribute('icon');
    const spot = this.find('span');
    spot.innerHTML = name ? icon(name) : '';
    spot.style.display = name ? 'contents' : 'none';
    spot.hidden = !name;
  }
}

class Icon extends HostElement {
  static override props = {type: 'string', tone: 'string', color: 'string', size: 'string'} as const;
  static override css = `
    :host { display: inline-block; inline-size: 1.25rem; block-size: 1.25rem; color: var(--p-color-icon); vertical-align: middle; }
    :host([size=small]) { inline-size: 1rem; block-size: 1rem; }
    :host([color=subdued]) { color: var(--p-color-icon-secondary); }
    :host([tone=info]) { color: var(--p-color-icon-info); }
    :host([tone=success]) { color: var(--p-color-icon-success); }
    :host([tone=caution]) { color: var(--p-color-icon-caution); }
    :host([tone=warning]) { color: var(--p-color-icon-warning); }
    :host([tone=critical]) { color: var(--p-color-icon-critical); }
    svg { display: block; inline-size: 100%; block-size: 100%; }
  `;
  static override html = '';
  protected override update(): void {
    this.root.innerHTML = icon(this.getAttribute('type') ?? '');
    this.internals.ariaHidden = 'true';
  }
}

class List extends HostElement {
  static override css = `
    :host { display: flex; flex-direction: column; gap: var(--p-space-100); padding-inline-start: var(--p-space-500); list-style: disc; }
  `;
  protected override update(): void {
    this.internals.role = 'list';
  }
}

class OrderedList extends List {
  static override css = `${List.css} :host { list-style: decimal; }`;
}

class ListItem extends HostElement {
  static override css = ':host { display: list-item; }';
  protected override update(): void {
    this.internals.role = 'listitem';
  }
}

export function defineText(): void {
  define('s-text', PlainText);
  define('s-paragraph', Paragraph);
  define('s-heading', Heading);
  define('s-badge', Badge);
  define('s-icon', Icon);
  define('s-unordered-list', List);
  define('s-ordered-list', OrderedList);
  define('s-list-item', ListItem);
}
