// s-table and its parts: a table where there is room, a list where there is not.

import {define, HostElement} from './element';

const narrow = 560; // px: below it Polaris turns a table into a list

class Table extends HostElement {
  static override props = {variant: 'string', loading: 'boolean', paginate: 'boolean', hasPreviousPage: 'boolean', hasNextPage: 'boolean'} as const;
  static override events = ['nextpage', 'previouspage'];
  static override css = `
    :host { display: block; min-inline-size: 0; position: relative; }
    .table { display: table; inline-size: 100%; border-collapse: collapse; }
    :host(:state(list)) .table { display: block; }
    :host([loading]) .table { opacity: 0.6; }
    nav { display: flex; justify-content: center; gap: var(--p-space-100); padding: var(--p-space-200); border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); background: var(--p-color-bg-surface-secondary); }
  `;
  static override html = `
    <slot name="filters"></slot><div class="table" role="table"><slot></slot></div>
    <nav hidden aria-label="Pages"><s-button class="previous" variant="tertiary" icon="arrow-left" accessibilitylabel="Previous page"></s-button>
    <s-button class="next" variant="tertiary" icon="chevron-right" accessibilitylabel="Next page"></s-button></nav>`;

  protected override drawn(): void {
    new MutationObserver(() => this.changed()).observe(this, {childList: true, subtree: true});
    new ResizeObserver(() => this.changed()).observe(this);
    this.find('.previous').addEventListener('click', () => this.emit('previouspage'));
    this.find('.next').addEventListener('click', () => this.emit('nextpage'));
  }

  protected override update(): void {
    const list = this.getAttribute('variant') === 'list' || (this.offsetWidth > 0 && this.offsetWidth < narrow);
    this.state('list', list);
    const headers = [...this.querySelectorAll<Header>('s-table-header')];
    for (const part of this.querySelectorAll<Part>('s-table-header-row, s-table-body, s-table-row')) part.place(list);
    for (const header of headers) header.place(list);
    for (const row of this.querySelectorAll('s-table-row')) {
      [...row.querySelectorAll<Cell>(':scope > s-table-cell')].forEach((cell, at) => cell.stand(list, headers[at]));
    }
    this.find('nav').hidden = !this.hasAttribute('paginate');
    this.find('.previous').toggleAttribute('disabled', !this.hasAttribute('haspreviouspage'));
    this.find('.next').toggleAttribute('disabled', !this.hasAttribute('hasnextpage'));
  }
}

class Part extends HostElement {
  static role = '';
  place(list: boolean): void {
    this.state('list', list);
  }
  protected override update(): void {
    this.internals.role = (this.constructor as typeof Part).role;
  }
}

class HeaderRow extends Part {
  static override role = 'row';
  static override css = `
    :host { display: table-row; background: var(--p-color-bg-surface-secondary); }
    :host(:state(list)) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  `;
}

class Body extends Part {
  static override role = 'rowgroup';
  static override css = ':host { display: table-row-group; } :host(:state(list)) { display: block; }';
}

class Row extends Part {
  static override role = 'row';
  static override props = {clickDelegate: 'string'} as const;
  static override css = `
    :host { display: table-row; }
    :host([clickdelegate]) { cursor: pointer; }
    :host([clickdelegate]:hover) { background: var(--p-color-bg-surface-hover); }
    :host(:state(list)) { display: flex; flex-wrap: wrap; gap: var(--p-space-100) var(--p-space-200); align-items: center; padding: var(--p-space-300) var(--p-space-400); border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
  `;
  protected override drawn(): void {
    this.addEventListener('click', (event) => {
      const id = this.getAttribute('clickdelegate');
      const inner = event.composedPath().some((node) => node instanceof Element && node.matches('a, button, s-link, s-button'));
      if (id && !inner) (this.getRootNode() as Document).getElementById(id)?.click();
    });
  }
}

class Header extends Part {
  static override role = 'columnheader';
  static override props = {format: 'string', listSlot: 'string'} as const;
  static override css = `
    :host { display: table-cell; padding: var(--p-space-200) var(--p-space-300); font-size: var(--p-font-size-300); font-weight: var(--p-font-weight-medium); color: var(--p-color-text-secondary);
      text-align: start; white-space: nowrap; border-block-end: var(--p-border-width-025) solid var(--p-color-border); }
    :host(:first-of-type) { padding-inline-start: var(--p-space-400); }
    :host(:last-of-type) { padding-inline-end: var(--p-space-400); }
    :host([format=numeric]), :host([format=currency]) { text-align: end; }
  `;
}

class Cell extends Part {
  static override role = 'cell';
  static override css = `
    :host { display: table-cell; padding: var(--p-space-200) var(--p-space-300); vertical-align: middle; border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :host(:first-of-type) { padding-inline-start: var(--p-space-400); }
    :host(:last-of-type) { padding-inline-end: var(--p-space-400); }
    :host(:state(numeric)) { text-align: end; font-variant-numeric: tabular-nums; }
    :host(:state(list)) { display: block; padding: 0; border: 0; text-align: start; min-inline-size: 0; }
    .label { display: none; color: var(--p-color-text-secondary); margin-inline-end: var(--p-space-200); }
    :host(:state(list):state(primary)) { flex: 1 1 auto; font-weight: var(--p-font-weight-semibold); }
    :host(:state(list):state(secondary)), :host(:state(list):state(labeled)) { order: 1; }
    :host(:state(list):state(secondary)) { flex: 1 0 100%; color: var(--p-color-text-secondary); }
    :host(:state(list):state(labeled)) { flex: 1 0 100%; display: flex; }
    :host(:state(list):state(labeled)) .label { display: block; flex: 0 0 7rem; }
    :host(:state(list):state(kicker)) { order: -1; flex: 1 0 100%; font-size: var(--p-font-size-300); color: var(--p-color-text-secondary); }
  `;
  static override html = '<span class="label"></span><slot></slot>';

  stand(list: boolean, header: Header | undefined): void {
    this.place(list);
    const slot = header?.getAttribute('listslot') || 'labeled';
    for (const name of ['primary', 'secondary', 'labeled', 'kicker', 'inline']) this.state(name, name === slot);
    this.state('numeric', ['numeric', 'currency'].includes(header?.getAttribute('format') ?? ''));
    this.find('.label').textContent = header?.textContent ?? '';
  }
}

/** Registers the table. */
export function defineTable(): void {
  define('s-table-header-row', HeaderRow);
  define('s-table-header', Header);
  define('s-table-body', Body);
  define('s-table-row', Row);
  define('s-table-cell', Cell);
  define('s-table', Table);
}
