// <ui-modal> and <s-app-window>, drawn over the app in its own frame: a dialog
// with the title bar's title and buttons, around its content or another page.

import {titleBar} from './nav';

const css = `
  :host { display: contents; }
  dialog { inline-size: min(38rem, calc(100vw - 2rem)); max-block-size: calc(100vh - 2rem); padding: 0; border: 0; border-radius: 0.75rem; background: #fff; color: #303030; box-shadow: 0 1.25rem 3rem rgba(0, 0, 0, 0.35);
    font: 400 0.8125rem/1.25rem Inter, system-ui, sans-serif; overflow: hidden; }
  :host([variant=small]) dialog { inline-size: min(24rem, calc(100vw - 2rem)); }
  :host([variant=large]) dialog { inline-size: min(62rem, calc(100vw - 2rem)); }
  :host([variant=max]) dialog { inline-size: 100vw; max-inline-size: 100vw; block-size: 100vh; max-block-size: 100vh; border-radius: 0; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgba(0, 0, 0, 0.6); }
  header, footer { display: flex; align-items: center; gap: 0.5rem; padding: 0.75rem 1rem; }
  header { background: #f3f3f3; }
  h2 { flex: 1; margin: 0; font: inherit; font-weight: 650; }
  .body { flex: 1; min-block-size: 0; overflow: auto; }
  iframe { display: block; inline-size: 100%; block-size: 100%; min-block-size: 20rem; border: 0; }
  footer { justify-content: end; border-block-start: 1px solid #ebebeb; }
  button { padding: 0.3rem 0.75rem; border: 0; border-radius: 0.5rem; background: #fff; box-shadow: inset 0 0 0 1px #cccccc; color: inherit; font: inherit; cursor: pointer; }
  button.primary { background: #303030; color: #fff; box-shadow: none; }
  button.critical { color: #8e0b21; }
  button.primary.critical { background: #8e0b21; color: #fff; }
  button:disabled { opacity: 0.5; cursor: default; }
  button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
`;

abstract class Overlay extends HTMLElement {
  static observedAttributes = ['src'];
  readonly #dialog = document.createElement('dialog');

  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#dialog);
    this.#dialog.addEventListener('close', () => this.dispatchEvent(new Event('hide')));
  }

  attributeChangedCallback(): void {
    if (this.#dialog.open) this.#draw();
  }
  disconnectedCallback(): void {
    this.#dialog.close();
  }

  get src(): string | undefined {
    return this.getAttribute('src') ?? undefined;
  }
  set src(src: string | undefined) {
    if (src) this.setAttribute('src', src);
    else this.removeAttribute('src');
  }
  get contentWindow(): Window | null {
    return this.#dialog.querySelector('iframe')?.contentWindow ?? null;
  }

  async show(): Promise<void> {
    if (this.#dialog.open) return;
    this.#draw();
    this.#dialog.showModal();
    this.dispatchEvent(new Event('show'));
  }
  async hide(): Promise<void> {
    this.#dialog.close();
  }
  toggle(): Promise<void> {
    return this.#dialog.open ? this.hide() : this.show();
  }

  #draw(): void {
    const {title, actions, press} = titleBar(this.querySelector('ui-title-bar'));
    const part = (tag: string, ...children: (Node | string)[]) => {
      const made = document.createElement(tag);
      made.append(...children);
      return made;
    };
    const button = (label: string, name: string, pressed: () => void) => {
      const made = part('button', label) as HTMLButtonElement;
      made.type = 'button';
      made.className = name;
      made.addEventListener('click', pressed);
      return made;
    };
    const close = button('✕', '', () => void this.hide());
    close.ariaLabel = 'Close';
    const body = part('div', part('slot'));
    body.className = 'body';
    if (this.src) {
      const frame = document.createElement('iframe');
      frame.src = this.src;
      frame.title = title ?? '';
      body.replaceChildren(frame);
    }
    const buttons = actions.map(({id, label, primary, critical, disabled, loading}) => {
      const made = button(label, `${primary ? 'primary' : ''} ${critical ? 'critical' : ''}`, () => press(id));
      made.disabled = disabled || loading;
      return made;
    });
    this.#dialog.ariaLabel = title ?? document.title;
    this.#dialog.replaceChildren(part('header', part('h2', title ?? document.title), close), body, ...(buttons.length ? [part('footer', ...buttons)] : []));
  }
}

class Modal extends Overlay {
  get variant(): string {
    return this.getAttribute('variant') ?? 'base';
  }
  set variant(variant: string) {
    this.setAttribute('variant', variant);
  }
  get content(): Element | undefined {
    return [...this.children].find((child) => !child.matches('ui-title-bar, ui-save-bar'));
  }
  set content(content: Element | undefined) {
    this.content?.remove();
    if (content) this.append(content);
  }
}

class AppWindow extends Overlay {
  connectedCallback(): void {
    this.setAttribute('variant', 'max');
  }
}

/** Defines both elements. */
export function defineModals(): void {
  customElements.define('ui-modal', Modal);
  customElements.define('s-app-window', AppWindow);
}

type Shown = HTMLElement & Partial<Record<'show' | 'hide' | 'toggle' | 'showOverlay' | 'hideOverlay' | 'toggleOverlay', () => unknown>>;

/** shopify.modal, by the id of a <ui-modal> or an <s-modal>. */
export const modalApi = {
  show: (id: string) => act(id, 'show'),
  hide: (id: string) => act(id, 'hide'),
  toggle: (id: string) => act(id, 'toggle'),
};

async function act(id: string, what: 'show' | 'hide' | 'toggle'): Promise<void> {
  const modal = document.getElementById(id) as Shown | null;
  const method = modal?.[`${what}Overlay`] ?? modal?.[what];
  if (!modal || !method) throw new Error(`there is no modal with the id "${id}" in the page`);
  await method.call(modal);
}
