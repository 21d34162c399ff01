// Where the app is and where it can go: its links stand in the frame's
// navigation, its address in the frame's.

import type {Action, FromApp, NavItem, Teller} from '../messages';

type Out = Teller<FromApp>;

const links = 's-app-nav > [href], ui-nav-menu > [href]';

/** Tells the frame of the app's links, title bar and place, each when it changes. */
export function tellPlace(link: Out): () => void {
  const told: Record<string, string> = {};
  const tell = (message: FromApp) => {
    const now = JSON.stringify(message);
    if (told[message.type] === now) return;
    told[message.type] = now;
    link.tell(message);
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const move = history[name].bind(history);
    history[name] = (...of) => {
      move(...of);
      place();
    };
  }
  const place = () => tell({type: 'location', path: location.pathname + ownQuery(location.search), title: document.title});
  addEventListener('popstate', place);
  return () => {
    const {title, actions} = titleBar(pageBar());
    tell({type: 'nav', items: items()});
    tell({type: 'title-bar', title, actions});
    place();
  };
}

// What Shopify puts in the address of an app it embeds, and keeps out of its own.
const given = new Set(['shop', 'host', 'embedded', 'locale', 'session', 'id_token', 'hmac', 'timestamp', 'bounced']);

/** What the app itself put in its address. */
export function ownQuery(search: string): string {
  const own = [...new URLSearchParams(search)].filter(([name]) => !given.has(name));
  return own.length > 0 ? `?${new URLSearchParams(own)}` : '';
}

function items(): NavItem[] {
  return [...document.querySelectorAll<HTMLElement>(links)].map((one) => ({
    label: one.textContent?.trim() ?? '', href: one.getAttribute('href') ?? '/', home: one.getAttribute('rel') === 'home',
  }));
}

/** Follows the frame's navigation: on the link the app gave, so that its router answers without loading anew. */
export function go(path: string): void {
  const link = [...document.querySelectorAll<HTMLElement>(links)].find((one) => one.getAttribute('href') === path);
  if (!link) return location.assign(path);
  if (link instanceof HTMLAnchorElement) link.click();
  else link.dispatchEvent(new Event('shopify:navigate', {bubbles: true}));
}

/** Defines the elements that are only read, and never drawn in the app. */
export function defineNav(): void {
  for (const tag of ['s-app-nav', 'ui-nav-menu', 'ui-title-bar']) {
    customElements.define(
      tag,
      class extends HTMLElement {
        connectedCallback(): void {
          this.hidden = true;
        }
      },
    );
  }
}

/** The title bar of the page, and not of a modal in it. */
export function pageBar(): Element | null {
  return document.querySelector(':not(ui-modal) > ui-title-bar');
}

/** The buttons and links of a <ui-title-bar>, which the frame shows. */
export function titleBar(bar: Element | null): {title: string | undefined; actions: Action[]; press(id: number): void} {
  const buttons = [...(bar?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const actions = buttons.map((button, id) => ({
    id, label: button.textContent?.trim() ?? '', primary: button.getAttribute('variant') === 'primary', critical: button.getAttribute('tone') === 'critical',
    disabled: button.hasAttribute('disabled'), loading: button.hasAttribute('loading') && button.getAttribute('loading') !== 'false',
  }));
  return {title: bar?.getAttribute('title') ?? undefined, actions, press: (id) => buttons[id]?.click()};
}

/** Pages of the admin around the app, by Shopify's addresses: shopify:admin/customers/1, shopify://admin/… */
export function adminPath(address: string): string | undefined {
  return /^shopify:(?:\/\/)?admin(\/.*)?$/.exec(address)?.[1] ?? (/^shopify:(?:\/\/)?admin$/.test(address) ? '/' : undefined);
}

/** Pages of the shop itself, which no name server leads to here. */
export function shopPath(address: string, shop: string): string | undefined {
  const at = URL.canParse(address) ? new URL(address) : undefined;
  return at?.protocol === 'https:' && at.host === shop ? at.pathname + at.search : undefined;
}

/** Opens such pages in the frame, for links and for window.open. */
export function followAdmin(link: Out, shop: string): void {
  document.addEventListener('click', (event) => {
    for (const node of event.composedPath()) {
      const href = node instanceof Element ? node.getAttribute('href') ?? '' : '';
      const path = adminPath(href);
      const page = path ?? shopPath(href, shop);
      if (page === undefined || event.defaultPrevented) continue;
      event.preventDefault();
      const target = (node as Element).getAttribute('target') ?? '';
      return link.tell(path === undefined ? {type: 'visit', path: page, target} : {type: 'open', path, target});
    }
  });
  const open = window.open.bind(window);
  window.open = (url, target, features) => {
    const path = adminPath(String(url ?? ''));
    if (path === undefined) return open(url, target, features);
    link.tell({type: 'open', path, target: target ?? '_blank'});
    return null;
  };
}
