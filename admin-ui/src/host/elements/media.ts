// Pictures: s-image, s-thumbnail, s-product-thumbnail, s-avatar, s-image-group.

import {define, HostElement} from './element';
import {rules} from './scale';

const frame = ['border', 'borderColor', 'borderRadius', 'borderStyle', 'borderWidth'] as const;

// A picture whose loading and failing the element tells as its own.
abstract class Picture extends HostElement {
  protected override drawn(): void {
    for (const type of ['load', 'error']) this.find('img').addEventListener(type, () => this.dispatchEvent(new Event(type)));
  }

  protected show(): void {
    const image = this.find<HTMLImageElement>('img');
    for (const [attribute, name] of [['src', 'src'], ['srcset', 'srcSet'], ['sizes', 'sizes']] as const) {
      const value = this.read(name);
      if (!value) image.removeAttribute(attribute);
      else if (image.getAttribute(attribute) !== value) image.setAttribute(attribute, value);
    }
    image.alt = this.read('alt');
  }
}

class Image extends Picture {
  static override props = {
    src: 'string', srcSet: 'string', sizes: 'string', alt: 'string', loading: 'string', aspectRatio: 'string', objectFit: 'string', inlineSize: 'string', accessibilityRole: 'string',
    border: 'string', borderColor: 'string', borderRadius: 'string', borderStyle: 'string', borderWidth: 'string',
  } as const;
  static override css = ':host { display: block; overflow: hidden; inline-size: 100%; } :host([inlinesize=auto]) { inline-size: auto; } img { display: block; inline-size: 100%; max-inline-size: 100%; } :host([inlinesize=auto]) img { inline-size: auto; }';
  static override html = '<img alt="">';
  protected override update(): void {
    const image = this.find<HTMLImageElement>('img');
    image.loading = this.read('loading') === 'lazy' ? 'lazy' : 'eager';
    image.style.aspectRatio = this.read('aspectRatio');
    image.style.objectFit = this.read('objectFit');
    this.dress(rules(frame, (name) => this.read(name)));
    this.show();
    if (['presentation', 'none'].includes(this.read('accessibilityRole'))) image.alt = '';
  }
}

class Thumbnail extends Picture {
  static override props: Record<string, 'string' | 'number'> = {src: 'string', alt: 'string', size: 'string'};
  static override css = `
    :host { display: inline-block; position: relative; inline-size: 2.5rem; block-size: 2.5rem; }
    :host([size^=small]) { inline-size: 1.75rem; block-size: 1.75rem; } :host([size^=large]) { inline-size: 5rem; block-size: 5rem; }
    .box { display: block; inline-size: 100%; block-size: 100%; border-radius: var(--p-border-radius-200); overflow: hidden; background: var(--p-color-bg-surface-secondary); box-shadow: inset 0 0 0 1px var(--p-color-border-secondary); }
    img { display: block; inline-size: 100%; block-size: 100%; object-fit: cover; }
    img:not([src]) { visibility: hidden; }
    .count { position: absolute; inset-block-start: -0.5rem; inset-inline-end: -0.5rem; min-inline-size: 1.25rem; padding-inline: 0.3rem; border-radius: 1rem; background: var(--host-accent); color: var(--host-on-accent); font-size: 0.75rem; line-height: 1.25rem; text-align: center; }
  `;
  static override html = '<span class="box"><img alt=""></span><span class="count" hidden></span>';
  protected override update(): void {
    this.show();
    this.fill('.count', this.read('totalItems'));
  }
}

class ProductThumbnail extends Thumbnail {
  static override props = {src: 'string', srcSet: 'string', sizes: 'string', alt: 'string', size: 'string', totalItems: 'number'} as const;
  static override css = `${Thumbnail.css} :host { inline-size: 4rem; block-size: 4rem; }`;
}

class Avatar extends Picture {
  static override props = {src: 'string', alt: 'string', initials: 'string', size: 'string'} as const;
  static override css = `
    :host { display: inline-grid; place-items: center; inline-size: 2rem; block-size: 2rem; border-radius: var(--p-border-radius-200); overflow: hidden; background: var(--p-color-bg-fill-info-secondary); color: var(--p-color-text-info); font-size: var(--p-font-size-300); font-weight: var(--p-font-weight-semibold); }
    :host([size^=small]) { inline-size: 1.5rem; block-size: 1.5rem; } :host([size^=large]) { inline-size: 2.5rem; block-size: 2.5rem; }
    img { inline-size: 100%; block-size: 100%; object-fit: cover; }
  `;
  static override html = '<img alt="" hidden><span aria-hidden="true"></span>';
  protected override update(): void {
    this.show();
    this.find('img').hidden = !this.read('src');
    this.fill('span', this.read('src') ? '' : this.read('initials').slice(0, 2).toUpperCase());
    this.speak('img', this.read('alt') || this.read('initials'));
  }
}

class ImageGroup extends HostElement {
  static override props = {totalItems: 'number'} as const;
  static override css = ':host { display: grid; grid-template-columns: 1fr 1fr; gap: var(--p-space-100); position: relative; } .more { color: var(--p-color-text-secondary); }';
  static override html = '<slot></slot><span class="more" hidden></span>';
  protected override update(): void {
    const more = Number(this.read('totalItems')) - this.childElementCount;
    this.fill('.more', more > 0 ? `+${more}` : '');
  }
}

/** Registers the pictures. */
export function defineMedia(): void {
  define('s-image', Image);
  define('s-thumbnail', Thumbnail);
  define('s-product-thumbnail', ProductThumbnail);
  define('s-avatar', Avatar);
  define('s-image-group', ImageGroup);
}
