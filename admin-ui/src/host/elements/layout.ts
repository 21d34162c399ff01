// Boxes: s-box, s-stack, s-grid, s-grid-item, s-scroll-box, s-divider.

import {define, HostElement} from './element';
import {rules} from './scale';

const strings = <const N extends string>(...names: N[]) => Object.fromEntries(names.map((name) => [name, 'string'])) as Record<N, 'string'>;

/** What every box can be told. */
export const boxProps = strings(
  'background', 'border', 'borderColor', 'borderRadius', 'borderStyle', 'borderWidth', 'padding', 'paddingBlock', 'paddingBlockStart', 'paddingBlockEnd',
  'paddingInline', 'paddingInlineStart', 'paddingInlineEnd', 'display', 'overflow', 'blockSize', 'minBlockSize', 'maxBlockSize', 'inlineSize', 'minInlineSize',
  'maxInlineSize', 'accessibilityRole', 'accessibilityLabel', 'accessibilityVisibility',
);

const roles: Record<string, string> = {
  main: 'main', header: 'banner', footer: 'contentinfo', section: 'region', region: 'region', aside: 'complementary', navigation: 'navigation', status: 'status',
  alert: 'alert', search: 'search', 'unordered-list': 'list', 'ordered-list': 'list', 'list-item': 'listitem', 'list-item-separator': 'separator', separator: 'separator',
};

/** For who reads with the ears only: seen by them alone, or not by them. */
export const heardOnly = `
  :host([accessibilityvisibility=exclusive]) { position: absolute !important; inline-size: 1px !important; block-size: 1px !important; overflow: hidden !important; clip-path: inset(50%); white-space: nowrap; }
`;

class Box extends HostElement {
  static override props: Record<string, 'string'> = boxProps;
  static override css = `:host { display: block; min-inline-size: 0; } ${heardOnly}`;

  protected override update(): void {
    this.dress(rules(Object.keys((this.constructor as typeof Box).props), (name) => this.read(name)));
    this.speak(roles[this.read('accessibilityRole')] ?? null, this.read('accessibilityLabel'));
    this.internals.ariaHidden = this.read('accessibilityVisibility') === 'hidden' ? 'true' : null;
  }
}

class Stack extends Box {
  static override props = {...boxProps, ...strings('direction', 'gap', 'rowGap', 'columnGap', 'alignContent', 'alignItems', 'justifyContent')};
  static override css = `${Box.css} :host { display: flex; flex-direction: column; }`;
}

class Grid extends Box {
  static override props = {
    ...boxProps,
    ...strings(
      'gap', 'rowGap', 'columnGap', 'alignContent', 'alignItems', 'justifyContent', 'justifyItems', 'placeContent', 'placeItems', 'gridTemplateColumns',
      'gridTemplateRows',
    ),
  };
  static override css = `${Box.css} :host { display: grid; }`;
}

class GridItem extends Box {
  static override props = {...boxProps, ...strings('gridColumn', 'gridRow')};
}

class ScrollBox extends Box {
  static override props = {...boxProps, ...strings('scrollPadding', 'scrollMargin', 'snapType')};
  static override events = ['scrolltoedge'];
  static override css = `${Box.css} :host { overflow: auto; } :host(:focus-visible) { outline: var(--p-border-width-050) solid var(--p-color-border-focus); }`;

  protected override drawn(): void {
    this.addEventListener('scroll', () => {
      const end = this.scrollTop + this.clientHeight >= this.scrollHeight - 1 || this.scrollTop === 0;
      if (end) this.dispatchEvent(new Event('scrolltoedge'));
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0; // what scrolls must scroll by keys too
  }
}

class Divider extends HostElement {
  static override props = strings('direction', 'color');
  static override css = `
    :host { display: block; border-block-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :host([direction=block]) { align-self: stretch; border-block-start: 0; border-inline-start: var(--p-border-width-025) solid var(--p-color-border-secondary); }
    :host([color=strong]) { border-color: var(--p-color-border-hover); }
  `;
  static override html = '';
  protected override update(): void {
    this.speak('separator');
    this.internals.ariaOrientation = this.read('direction') === 'block' ? 'vertical' : 'horizontal';
  }
}

/** Registers the boxes. */
export function defineLayout(): void {
  define('s-box', Box);
  define('s-stack', Stack);
  define('s-grid', Grid);
  define('s-grid-item', GridItem);
  define('s-scroll-box', ScrollBox);
  define('s-divider', Divider);
}
