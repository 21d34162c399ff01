// <form data-save-bar>: a form that differs from how it began opens the save
// bar, Save submits it, Discard resets it.

import type {SaveBar} from '../messages';
import type {Bars, Keeper} from './save-bar';

class Watched implements Keeper {
  #began: string;

  constructor(
    readonly form: HTMLFormElement,
    private readonly bars: Bars,
  ) {
    this.#began = written(form);
  }

  state(): SaveBar {
    const ready = {disabled: false, loading: false};
    return {save: ready, discard: ready, confirm: this.form.hasAttribute('data-discard-confirmation')};
  }
  save(): void {
    this.form.requestSubmit();
  }
  discard(): void {
    this.form.reset();
  }

  changed(): void {
    if (written(this.form) === this.#began) this.bars.close(this);
    else if (this.bars.current !== this) this.bars.open(this);
  }

  /** What is written now is how the form begins: it was submitted, or reset. */
  settled(): void {
    this.#began = written(this.form);
    this.bars.close(this);
  }
}

function written(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : `${value.name} ${value.size}`]));
}

/** Watches every form of the page that asks for it, those that come later too. */
export function watchForms(bars: Bars): void {
  const known = new Map<HTMLFormElement, Watched>();
  const look = () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-save-bar]')) {
      if (!known.has(form)) known.set(form, new Watched(form, bars));
    }
    for (const [form, watched] of known) {
      if (form.isConnected) continue;
      bars.close(watched);
      known.delete(form);
    }
  };
  look();
  new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-save-bar']});

  const of = (event: Event) => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    return form ? known.get(form) : undefined;
  };
  // Asked after the page's own handlers, which may still write to the form.
  for (const type of ['input', 'change']) document.addEventListener(type, (event) => queueMicrotask(() => of(event)?.changed()));
  document.addEventListener('reset', (event) => setTimeout(() => of(event)?.settled()));
  document.addEventListener('submit', (event) => of(event)?.settled());
}
