// The frame of a screen: s-page, s-section, s-admin-block, s-form,
// s-query-container.

import {define, HostElement} from './element';

class Page extends HostElement {
  static override props = {heading: 'string', subheading: 'string', inlineSize: 'string'} as const;
  static override css = `
    :host { display: block; container-type: inline-size; }
    .page { max-inline-size: 62rem; margin-inline: auto; padding: 0 var(--host-page-padding) var(--p-space-1600); }
    :host([inlinesize=small]) .page { max-inline-size: 42rem; }
    :host([inlinesize=large]) .page { max-inline-size: none; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--p-space-200); min-block-size: 4rem; padding-block: var(--p-space-400); }
    h1 { margin: 0; min-inline-size: 0; overflow-wrap: anywhere; font-size: var(--host-title-size); line-height: var(--host-title-line); font-weight: var(--p-font-weight-bold); letter-spacing: var(--p-font-letter-spacing-dense); }
    .title { min-inline-size: 0; } p { margin: 0; color: var(--p-color-text-secondary); }
    .actions { display: flex; flex-wrap: wrap; gap: var(--p-space-200); margin-inline-start: auto; }
    .main { display: flex; flex-direction: column; gap: var(--p-space-400); min-inline-size: 0; }
    .aside { display: flex; flex-direction: column; gap: var(--p-space-400); min-inline-size: 0; }
    .columns { display: grid; gap: var(--p-space-400); }
    @container (min-width: 50rem) { :host(:state(aside)) .columns { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); align-items: start; } }
    @container (max-width: 30rem) { .page { padding-inline: 0; } header { padding-inline: var(--host-page-padding); } }
    :host(:state(crumb)) slot[name=breadcrumb-actions]::after { content: "\\203A"; color: var(--p-color-icon-secondary); font-size: var(--p-font-size-500); }
    ::slotted(s-link[slot=breadcrumb-actions]) { font-weight: var(--p-font-weight-medium); }
  `;
  static override html = `
    <div class="page"><header><slot name="breadcrumb-actions"></slot><div class="title"><h1 hidden></h1><p hidden></p></div><slot name="accessory"></slot>
    <div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></header>
    <slot name="supplemental-start"></slot><div class="columns"><div class="main"><slot></slot></div><div class="aside"><slot name="aside"></slot></div></div></div>`;

  protected override drawn(): void {
    this.root.addEventListener('slotchange', () => this.changed());
  }

  protected override update(): void {
    this.fill('h1', this.getAttribute('heading'));
    this.fill('p', this.getAttribute('subheading'));
    this.state('crumb', this.find<HTMLSlotElement>('slot[name=breadcrumb-actions]').assignedElements().length > 0);
    const aside = this.find<HTMLSlotElement>('slot[name=aside]').assignedElements().length > 0;
    this.state('aside', aside);
    this.find('.aside').hidden = !aside;
    const top = !within(this, 'main'); // a page within another's is no landmark
    this.find('.main').role = top ? 'main' : null;
    this.find('.aside').role = top ? 'complementary' : null;
  }
}

/** Whether something of a name is around an element, out of every shadow. */
function within(element: Element, name: string): boolean {
  if (element.closest(name)) return true;
  const root = element.getRootNode();
  return root instanceof ShadowRoot && within(root.host, name);
}

class Section extends HostElement {
  static override props = {heading: 'string', subheading: 'string', padding: 'string', accessibilityLabel: 'string'} as const;
  static override css = `
    :host { display: block; min-inline-size: 0; }
    section { background: var(--p-color-bg-surface); border-radius: var(--host-card-radius); box-shadow: var(--host-card-shadow); overflow: clip; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--p-space-200); padding: var(--p-space-400) var(--p-space-400) 0; }
    h2 { margin: 0; font-size: var(--host-section-size); line-height: var(--p-font-line-height-500); font-weight: var(--p-font-weight-semibold); }
    p { margin: 0; color: var(--p-color-text-secondary); }
    .actions { display: flex; gap: var(--p-space-200); margin-inline-start: auto; }
    .body { display: flex; flex-direction: column; gap: var(--p-space-400); padding: var(--p-space-400); }
    header:not([hidden]) + .body { padding-block-start: var(--p-space-300); }
    :host([padding=none]) .body { padding: 0; gap: 0; }
    :host([padding=none]) header:not([hidden]) + .body { padding-block-start: var(--p-space-300); }
    :host(:state(inner)) section { background: none; box-shadow: none; border-radius: 0; overflow: visible; }
    :host(:state(inner)) header, :host(:state(inner)) .body { padding-inline: 0; }
    :host(:state(inner)) .body { padding-block-end: 0; }
  `;
  static override html = `
    <section><slot name="graphic"></slot><header hidden><div><h2></h2><p hidden></p></div><slot name="accessory"></slot><div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></header>
    <div class="body"><slot></slot></div><slot name="supplemental"></slot></section>`;

  protected override update(): void {
    const heading = this.getAttribute('heading');
    this.state('inner', Boolean(this.parentElement?.closest('s-section')));
    this.find('header').hidden = !heading;
    this.fill('h2', heading);
    this.fill('p', this.getAttribute('subheading'));
    const label = this.getAttribute('accessibilitylabel') ?? heading;
    if (label) this.find('section').ariaLabel = label;
  }
}

class AdminBlock extends HostElement {
  static override props = {heading: 'string', collapsedSummary: 'string'} as const;
  static override css = `
    :host { display: block; background: var(--p-color-bg-surface); border-radius: var(--host-card-radius); box-shadow: var(--host-card-shadow); }
    h2 { margin: 0; padding: var(--p-space-400) var(--p-space-400) 0; font-size: var(--p-font-size-350); line-height: var(--p-font-line-height-500); font-weight: var(--p-font-weight-semibold); }
    .body { padding: var(--p-space-300) var(--p-space-400) var(--p-space-400); }
  `;
  static override html = '<h2 hidden></h2><div class="body"><slot></slot></div>';
  protected override update(): void {
    this.fill('h2', this.getAttribute('heading'));
    this.internals.role = 'region';
    this.internals.ariaLabel = this.getAttribute('heading');
  }
}

class Form extends HostElement {
  static override props = {disabled: 'boolean'} as const;
  static override css = ':host { display: block; }';
  protected override update(): void {
    this.internals.role = 'form';
  }
}

class QueryContainer extends HostElement {
  static override props = {containerName: 'string'} as const;
  static override css = ':host { display: block; container-type: inline-size; }';
  protected override update(): void {
    const name = this.read('containerName').replaceAll(/[^\w-]/g, '');
    this.dress(name ? `:host{container-name:${name}}` : '');
  }
}

/** Registers the frame of a screen. */
export function definePage(): void {
  define('s-page', Page);
  define('s-section', Section);
  define('s-admin-block', AdminBlock);
  define('s-form', Form);
  define('s-query-container', QueryContainer);
}
