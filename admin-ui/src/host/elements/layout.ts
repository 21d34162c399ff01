// Boxes: s-box, s-stack, s-grid, s-grid-item, s-divider.

import {define, HostElement} from './element';
import {radius, space} from './scale';

class Box extends HostElement {
  static override props = {
    background: 'string', border: 'string', borderRadius: 'string', borderWidth: 'string', padding: 'string',
    paddingBlock: 'string', paddingInline: 'string', display: 'string', accessibilityRole: 'string',
    accessibilityLabel: 'string', inlineSize: 'string', minInlineSize: 'string', maxInlineSize: 'string', overflow: 'string',
    gap: 'string', rowGap: 'string', columnGap: 'string', direction: 'string', justifyContent: 'string',
    alignItems: 'string', gridTemplateColumns: 'string', gridColumn: 'string',
  } as const;
  static override css = `
    :host { display: block; min-inline-size: 0; }
    :host([background=subdued]) { background: var(--p-color-bg-surface-secondary); }
    :host([background=base]) { background: var(--p-color-bg-surface); }
    :host([background=strong]) { background: var(--p-color-bg-surface-tertiary); }
    :host([border]:not([border=none])) { border: var(--p-border-width-025) solid var(--p-color-border); }
    :host([overflow=hidden]) { overflow: hidden; }
    :host([display=none]) { display: none; }
  `;

  protected override update(): void {
    const read = (name: string) => this.getAttribute(name) ?? '';
    const style = this.style;
    style.padding = space(read('padding'));
    if (read('paddingblock')) style.paddingBlock = space(read('paddingblock'));
    if (read('paddinginline')) style.paddingInline = space(read('paddinginline'));
    style.borderRadius = radius(read('borderradius'));
    style.gap = space(read('gap'));
    if (read('rowgap')) style.rowGap = space(read('rowgap'));
    if (read('columngap')) style.columnGap = space(read('columngap'));
    style.inlineSize = read('inlinesize');
    style.minInlineSize = read('mininlinesize');
    style.maxInlineSize = read('maxinlinesize');
    style.justifyContent = read('justifycontent');
    style.alignItems = read('alignitems');
    style.gridTemplateColumns = read('gridtemplatecolumns');
    style.gridColumn = read('gridcolumn');
    this.internals.role = roles[read('accessibilityrole')] ?? null;
    this.internals.ariaLabel = read('accessibilitylabel') || null;
  }
}

const roles: Record<string, string> = {
  main: 'main', section: 'region', region: 'region', aside: 'complementary', navigation: 'navigation', status: 'status',
  alert: 'alert', 'unordered-list': 'list', 'ordered-list': 'list', 'list-item': 'listitem',
};

class Stack extends Box {
  static override css = `
    ${Box.css}
    :host { display: flex; flex-direction: column; }
    :host([direction=inline]) { flex-direction: row; flex-wrap: wrap; align-items: center; }
  `;
}

class Grid extends Box {
  static override css = `${Box.css} :host { display: grid; }`;
}

class GridItem extends Box {}

class Divider extends HostElement {
  static override props = {direction: 'string', color: 'string'} as const;
  static override css = `
    :host { display: block; border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :host([direction=block]) { align-self: stretch; border-block-start: 0; border-inline-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :host([color=strong]) { border-color: var(--p-color-border-hover); }
  `;
  static override html = '';
  protected override update(): void {
    this.internals.role = 'separator';
  }
}

export function defineLayout(): void {
  define('s-box', Box);
  define('s-stack', Stack);
  define('s-grid', Grid);
  define('s-grid-item', GridItem);
  define('s-divider', Divider);
}
