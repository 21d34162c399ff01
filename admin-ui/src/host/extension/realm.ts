// An extension's own world. Shopify runs extensions apart from the page and
// draws what they render; here a hidden frame holds the extension's globals,
// so that many live on one page, and its document makes and holds the page's
// elements, so that what it renders stands in the page.

import {refused} from '../missing';

/** The world of one extension. */
export interface Realm {
  /** Gives the extension a global. */
  give(name: string, value: unknown): void;
  /** Runs a script in it. */
  load(src: string): Promise<void>;
}

// A worker, which is what Shopify gives extensions, has none of these.
const absent = ['localStorage', 'sessionStorage', 'parent', 'alert', 'confirm', 'prompt', 'open'];

/** Makes a world whose document.body is the given element. */
export function makeRealm(body: HTMLElement): Realm {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'The code of an extension';
  body.before(frame);
  const inside = frame.contentWindow!;
  inside.document.open(); // or Firefox puts another document here later
  inside.document.close();
  const script = inside.document.createElement('script');
  const give = (name: string, value: unknown) => Object.defineProperty(inside, name, {configurable: true, writable: true, value});
  for (const name of absent) Object.defineProperty(inside, name, {configurable: true, get: refused(`${name}, which extensions do not have`)});
  // A hidden frame is never painted, so it would wait for ever.
  give('requestAnimationFrame', requestAnimationFrame.bind(window));
  give('cancelAnimationFrame', cancelAnimationFrame.bind(window));
  const head = inside.document.head;
  lend(inside.document, body);
  return {
    give,
    load: (src) =>
      new Promise((resolve, reject) => {
        script.type = 'module';
        script.src = new URL(src, document.baseURI).href;
        script.addEventListener('load', () => resolve());
        script.addEventListener('error', () => reject(new Error(`${src} did not load`)));
        head.append(script);
      }),
  };
}

// The frame's document speaks of the extension's elements only, and makes them
// in the page, where their classes are.
function lend(inside: Document, body: HTMLElement): void {
  const page = body.ownerDocument;
  const lent: Partial<Record<keyof Document, unknown>> = {
    querySelector: body.querySelector.bind(body),
    querySelectorAll: body.querySelectorAll.bind(body),
    getElementById: (id: string) => body.querySelector(`#${CSS.escape(id)}`),
  };
  for (const name of ['createElement', 'createElementNS', 'createTextNode', 'createComment', 'createDocumentFragment'] as const) {
    lent[name] = (page[name] as (...args: never[]) => unknown).bind(page);
  }
  for (const [name, value] of Object.entries(lent)) Object.defineProperty(inside, name, {configurable: true, value});
  Object.defineProperty(inside, 'body', {configurable: true, get: () => body});
}
