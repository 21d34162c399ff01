// What the host needs of a browser and jsdom lacks. How things look and are
// focused is for Chromium to say, in host_test.go.

import {afterEach} from 'vitest';

class Sheet {
  replaceSync(): void {}
}

Object.assign(globalThis, {CSSStyleSheet: Sheet});
Object.defineProperty(Document.prototype, 'adoptedStyleSheets', {value: [], writable: true, configurable: true});
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event('close'));
  },
});
if (!globalThis.CSS) Object.assign(globalThis, {CSS: {escape: (text: string) => text.replace(/[^\w-]/g, '\\$&')}});

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});
