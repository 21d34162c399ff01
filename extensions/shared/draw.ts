// Draws an extension, and again whenever what it reads of the page has changed.
//
// '@shopify/ui-extensions/preact' would find out by itself what a component reads,
// at a sixth of what a bundle may weigh. Our pages know what they read.

import { Component, type ComponentChild, type ComponentChildren, createElement, render } from 'preact';

/** A value of the page that may change. */
export interface Signal<T = unknown> {
  readonly value: T;
  subscribe: (heard: (value: T) => void) => () => void;
}

/** Where a fault of ours ends: the block goes, and the page stays as it is. */
class Fence extends Component<{ children?: ComponentChildren }, { fault?: unknown }> {
  override componentDidCatch(fault: unknown) {
    console.error(fault);
    this.setState({ fault });
  }

  override render({ children }: { children?: ComponentChildren }, { fault }: { fault?: unknown }) {
    return fault ? null : children;
  }
}

/** Draws now, and once for all changes that come together. */
export function draw(extension: () => ComponentChild, read: (Signal | undefined)[]): void {
  const now = () => render(createElement(Fence, null, extension()), document.body);
  let due: Promise<void> | undefined;
  const again = () => {
    due ??= Promise.resolve().then(() => {
      due = undefined;
      now();
    });
  };
  now();
  for (const signal of read) signal?.subscribe(again);
}
