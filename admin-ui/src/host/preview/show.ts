// Puts one drawing after the other on the page, each with nothing remembered of the one
// before.

import type {Extension} from '../extension/contract';
import type {Realm} from '../extension/realm';
import {run} from '../extension/run';
import {dress} from '../theme';
import {answering, type Draft} from './answering';
import {forget} from './forget';

/** What is shown: app/preview's Drawing, and the draft it was made of. */
export interface Shown {
  drawing: {html?: string; module?: string; extension?: Extension};
  draft: Draft;
}

/** Draws it; a block that is asked to draws itself. */
export async function show({drawing: {html, module, extension}, draft}: Shown): Promise<void> {
  forget();
  give('fetch', answering(draft, extension));
  const body = document.createElement('body');
  document.body.replaceWith(body); // with all that listens on it
  if (extension) {
    document.documentElement.lang = extension.locale ?? '';
    body.className = dress('checkout');
    await run(extension, body, realm);
  } else if (html && module) {
    body.className = 'theme';
    body.innerHTML = html; // no script in it runs
    await enliven(body, module);
  }
}

let loaded: Promise<unknown> | undefined;

// The module enlivens what is there when it is loaded, and then what the theme editor redraws.
// To a page of no origin this script is another's: it has no address that a path could begin at.
async function enliven(body: HTMLElement, module: string): Promise<void> {
  if (loaded) {
    await loaded;
    body.dispatchEvent(new Event('shopify:section:load', {bubbles: true}));
  } else {
    await (loaded = import(/* @vite-ignore */ new URL(module, document.baseURI).href));
  }
  const prompt = body.querySelector<HTMLElement>('[data-prompt]');
  if (prompt) open(prompt, performance.now() + patience);
}

const patience = 5000; // ms for the module to have read its rules

// As the theme editor does for the block that is looked at.
function open(prompt: HTMLElement, until: number): void {
  if (!prompt.isConnected || !prompt.hidden || performance.now() > until) return;
  prompt.dispatchEvent(new Event('shopify:block:select', {bubbles: true}));
  requestAnimationFrame(() => open(prompt, until));
}

function give(name: string, value: unknown): void {
  Object.defineProperty(window, name, {configurable: true, writable: true, value});
}

// The extension is alone on its page: that is its world.
const realm: Realm = {
  give,
  load: (src) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${src} did not load`)));
    document.body.before(script);
  }),
};
