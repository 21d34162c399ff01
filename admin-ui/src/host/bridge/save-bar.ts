// The save bar: opened by an element of the app's or by a form, shown by the
// frame, whose Save and Discard come back here.

import type {FromApp, SaveBar, Teller} from '../messages';

/** What stands behind an open save bar. */
export interface Keeper {
  state(): SaveBar;
  save(): void;
  discard(): void;
}

/** The one bar that may be open. */
export class Bars {
  #open: Keeper | undefined;
  #told = '';

  constructor(
    private readonly link: Teller<FromApp>,
    private readonly mayLeave: () => Promise<boolean>,
  ) {}

  get current(): Keeper | undefined {
    return this.#open;
  }

  open(keeper: Keeper): void {
    this.#open = keeper;
    this.tell();
  }

  close(keeper: Keeper): void {
    if (this.#open !== keeper) return;
    this.#open = undefined;
    this.tell();
  }

  /** Tells the frame how the bar stands, when that changed. */
  tell(): void {
    const bar = this.#open?.state();
    const now = JSON.stringify(bar) ?? '';
    if (now === this.#told) return;
    this.#told = now;
    this.link.tell({type: 'save-bar', bar});
  }

  /** Resolves when the page may be left; who stays is told by a rejection. */
  async leaveConfirmation(): Promise<void> {
    if (this.#open && !(await this.mayLeave())) throw new Error('The merchant stays on the page with unsaved changes.');
  }
}

/** <ui-save-bar>: its buttons are pressed for the frame's. */
export function defineSaveBar(bars: Bars): void {
  class SaveBarElement extends HTMLElement implements Keeper {
    static observedAttributes = ['discardconfirmation'];

    connectedCallback(): void {
      this.hidden = true;
    }
    disconnectedCallback(): void {
      void this.hide();
    }

    get showing(): boolean {
      return bars.current === this;
    }
    get discardConfirmation(): boolean {
      return this.hasAttribute('discardconfirmation');
    }
    set discardConfirmation(on: boolean) {
      this.toggleAttribute('discardconfirmation', on);
      bars.tell();
    }

    async show(): Promise<void> {
      if (this.showing) return;
      bars.open(this);
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      bars.close(this);
      this.dispatchEvent(new Event('hide'));
    }
    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }

    state(): SaveBar {
      const [save, discard] = [this.#button(true), this.#button(false)];
      return {save: stand(save), ...(discard ? {discard: stand(discard)} : {}), confirm: this.discardConfirmation};
    }
    save(): void {
      this.#button(true)?.click();
    }
    discard(): void {
      this.#button(false)?.click();
    }

    #button(primary: boolean): HTMLButtonElement | null {
      return this.querySelector(primary ? 'button[variant=primary]' : 'button:not([variant=primary])');
    }
  }
  customElements.define('ui-save-bar', SaveBarElement);
}

function stand(button: HTMLButtonElement | null): {disabled: boolean; loading: boolean} {
  const loading = button?.getAttribute('loading');
  return {disabled: button?.disabled ?? false, loading: loading !== null && loading !== undefined && loading !== 'false'};
}

/** shopify.saveBar, by the id of an element. */
export function saveBarApi(bars: Bars) {
  const find = (id: string) => {
    const found = document.getElementById(id);
    if (found?.localName !== 'ui-save-bar') throw new Error(`there is no <ui-save-bar id="${id}"> in the page`);
    return found as HTMLElement & {show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void>};
  };
  return {
    show: async (id: string) => find(id).show(),
    // What left the page has taken its bar along: there is nothing to hide.
    hide: async (id: string) => document.getElementById(id) ? find(id).hide() : undefined,
    toggle: async (id: string) => find(id).toggle(),
    leaveConfirmation: () => bars.leaveConfirmation(),
  };
}
