// Runs a checkout UI extension in the sandbox's pages, as Shopify's checkout
// would: draws its elements, gives it the global `shopify` of its target, loads
// its real bundle and lets it render. The page writes, where the block stands,
//
//   <script type="application/json" id="extension-host">{…Config…}</script>
//   <script src="/_host/checkout.js"></script>

import {defineElements} from './elements';
import {extensionApi, type Config} from './extension-api';
import {dress} from './theme';

const place = document.querySelector<HTMLScriptElement>('#extension-host')!;
const config = JSON.parse(place.textContent ?? '{}') as Config;

dress('checkout');
defineElements();

const mount = document.createElement('div');
mount.className = 'host-checkout';
mount.dataset['target'] = config.target;
place.after(mount);

// An extension renders into document.body, which is its own world in Shopify's
// sandbox. Here it is the block's place, until the first render is done.
async function run(render: (api: unknown) => unknown, api: unknown): Promise<void> {
  Object.defineProperty(document, 'body', {configurable: true, get: () => mount});
  try {
    await render(api);
  } finally {
    delete (document as {body?: unknown}).body;
  }
}

const api = extensionApi(config);
const extend = (target: string, render: (api: unknown) => unknown) => {
  if (target === config.target) void run(render, api);
};
Object.assign(window, {shopify: Object.assign(api, {extend})});

const bundle = document.createElement('script');
bundle.type = 'module';
bundle.src = config.bundleUrl;
document.head.append(bundle);
