// Runs the UI extensions of a page from their real bundles, each where the page
// put its configuration (see extension/contract.ts).

import {defineElements} from './elements';
import {warnOfUnknown} from './elements/unknown';
import type {Extension} from './extension/contract';
import {run} from './extension/run';
import {dress} from './theme';

defineElements();
warnOfUnknown(document);
for (const place of document.querySelectorAll<HTMLScriptElement>('script[data-extension]')) {
  const config = JSON.parse(place.textContent ?? '') as Extension;
  const mount = document.createElement('div');
  mount.className = dress(config.session.kind === 'admin' ? 'admin' : 'checkout');
  mount.dataset['target'] = config.target;
  place.after(mount);
  run(config, mount).catch((error: unknown) => console.error(`the extension at ${config.target} does not run`, error));
}
