// Words: s-text, s-paragraph, s-heading and their kin, and lists.

import {interest} from './command';
import {define, HostElement} from './element';
import {heardOnly} from './layout';

const looks = `
  :host { overflow-wrap: break-word; }
  :host([tone=neutral]), :host([color=subdued]) { color: var(--p-color-text-secondary); }
  :host([tone=info]) { color: var(--p-color-text-info); }
  :host([tone=success]) { color: var(--p-color-text-success-secondary); }
  :host([tone=caution]) { color: var(--p-color-text-caution-secondary); }
  :host([tone=warning]) { color: var(--p-color-text-warning-secondary); }
  :host([tone=critical]) { color: var(--p-color-text-critical-secondary); }
  :host([fontvariantnumeric=tabular-nums]) { font-variant-numeric: tabular-nums; }
  :host([fontsize^=small]), :host([type=small]) { font-size: var(--p-font-size-300); }
  :host([fontsize^=large]) { font-size: var(--p-font-size-400); line-height: var(--p-font-line-height-600); }
  :host([fontweight=bold]), :host([fontweight=strong]) { font-weight: var(--p-font-weight-semibold); }
  :host([textalign=center]) { text-align: center; } :host([textalign=end]) { text-align: end; }
  ${heardOnly}
`;

const words = {
  tone: 'string', color: 'string', type: 'string', fontVariantNumeric: 'string', fontSize: 'string', fontWeight: 'string', textAlign: 'string',
  accessibilityVisibility: 'string', display: 'string', interestFor: 'string', lineClamp: 'number',
} as const;

abstract class Words extends HostElement {
  static override props: Record<string, 'string' | 'number'> = words;
  static role: string | null = null;

  protected override drawn(): void {
    interest(this);
  }

  protected override update(): void {
    this.speak((this.constructor as typeof Words).role);
    this.internals.ariaHidden = this.read('accessibilityVisibility') === 'hidden' ? 'true' : null;
    const lines = Number(this.read('lineClamp'));
    this.dress(lines > 0 ? `:host{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:${lines};overflow:hidden}` : '');
  }
}

class PlainText extends Words {
  static override css = `
    :host { display: inline; } :host([display=block]) { display: block; } :host([display=none]) { display: none; }
    :host([type=strong]) { font-weight: var(--p-font-weight-semibold); } :host([type=emphasis]) { font-style: italic; }
    :host([type=redundant]) { text-decoration: line-through; } :host([type=mark]) { background: var(--p-color-bg-fill-caution-secondary); }
    :host([type=generic]) { font: inherit; } :host([type=address]) { font-style: normal; }
    ${looks}
  `;
  static roles: Record<string, string> = {strong: 'strong', emphasis: 'emphasis', redundant: 'deletion', mark: 'mark'};
  protected override update(): void {
    super.update();
    this.internals.role = PlainText.roles[this.read('type')] ?? null;
  }
}

class NumberText extends Words {
  static override css = `:host { display: inline; font-variant-numeric: tabular-nums; } ${looks}`;
}

class Paragraph extends Words {
  static override role = 'paragraph';
  static override css = `:host { display: block; margin: 0; } ${looks}`;
}

class Heading extends Words {
  static override props = {...words, accessibilityRole: 'string'} as const;
  static override css = `
    ${looks}
    :host { display: block; font-size: var(--p-font-size-350); line-height: var(--p-font-line-height-500); font-weight: var(--p-font-weight-semibold); }
    :host([fontsize^=large]) { font-size: var(--p-font-size-500); line-height: var(--p-font-line-height-600); }
  `;
  protected override update(): void {
    super.update();
    const none = ['presentation', 'none'].includes(this.read('accessibilityRole'));
    this.internals.role = none ? null : 'heading';
    this.internals.ariaLevel = none ? null : this.closest('s-section') ? '3' : '2';
  }
}

class List extends HostElement {
  static override css = ':host { display: flex; flex-direction: column; gap: var(--p-space-100); padding-inline-start: var(--p-space-500); list-style: disc; }';
  protected override update(): void {
    this.speak('list');
  }
}

class OrderedList extends List {
  static override css = `${List.css} :host { list-style: decimal; }`;
}

class ListItem extends HostElement {
  static override css = ':host { display: list-item; }';
  protected override update(): void {
    this.speak('listitem');
  }
}

class Time extends HostElement {
  static override props = {dateTime: 'string'} as const;
  static override html = '<time><slot></slot></time>';
  protected override update(): void {
    this.find<HTMLTimeElement>('time').dateTime = this.read('dateTime');
  }
}

class Abbreviation extends HostElement {
  static override html = '<abbr><slot></slot></abbr>';
  static override get observedAttributes(): string[] {
    return ['title'];
  }
  protected override update(): void {
    this.find('abbr').title = this.title;
  }
}

/** Registers the words. */
export function defineText(): void {
  define('s-text', PlainText);
  define('s-number', NumberText);
  define('s-paragraph', Paragraph);
  define('s-heading', Heading);
  define('s-unordered-list', List);
  define('s-ordered-list', OrderedList);
  define('s-list-item', ListItem);
  define('s-time', Time);
  define('s-abbreviation', Abbreviation);
}
