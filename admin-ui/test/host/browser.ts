// What the host needs of a browser and jsdom lacks. How things look and are
// focused is for Chromium to say, in host_test.go.

import {afterAll, afterEach} from 'vitest';

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

// The document is taken down piece by piece when a file is done: nobody is to
// watch that.
const watching = new Set<MutationObserver>();
const observe = MutationObserver.prototype.observe;
MutationObserver.prototype.observe = function (...of) {
  watching.add(this);
  observe.apply(this, of);
};
afterAll(() => watching.forEach((one) => one.disconnect()));

afterEach(() => localStorage.clear());
