// The app's place in the admin: its pages in the navigation, its title and
// buttons above it, its path in the address.

import type {Action, FromFrame, NavItem, Teller} from '../messages';
import {adopt, h} from './dom';

const css = `
  .host-title-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; padding: 0.5rem 1rem; font: 500 0.8125rem/1.25rem Inter, system-ui, sans-serif; }
  .host-title-bar strong { flex: 1; font-weight: 650; }
  .host-title-bar button { padding: 0.3rem 0.75rem; border: 0; border-radius: 0.5rem; background: var(--card, #fff); box-shadow: inset 0 0 0 1px var(--line, #cccccc); color: var(--ink, #303030); font: inherit; cursor: pointer; }
  .host-title-bar .primary { background: var(--ink, #303030); color: var(--card, #fff); box-shadow: none; }
  .host-title-bar .critical { color: var(--bad, #8e0b21); }
  .host-title-bar button:disabled { opacity: 0.5; cursor: default; }
  .host-title-bar button:focus-visible { outline: 2px solid var(--focus, #005bd3); outline-offset: 1px; }
  .host-silent { margin: 0; padding: 0.75rem 1rem; background: var(--warn-back, #fff1e3); color: var(--warn, #5e4200); font: 450 0.8125rem/1.4 Inter, system-ui, sans-serif; }
  .host-loading { position: fixed; z-index: 22; inset: 0 0 auto; block-size: 3px; background: #00a47c; animation: host-load 1.5s ease-out forwards; transform-origin: 0 0; }
  @keyframes host-load { from { transform: scaleX(0); } to { transform: scaleX(0.9); } }
`;

/** Where the app is in the admin. */
export class Place {
  #items: NavItem[] = [];
  #path = '/';

  constructor(
    private readonly frame: HTMLElement,
    private readonly link: Teller<FromFrame>,
  ) {
    adopt(css);
  }

  nav(items: NavItem[]): void {
    this.#items = items;
    const list = document.querySelector('#askwell-nav');
    if (!list) return;
    const current = currentOf(items, this.#path);
    list.replaceChildren(...items.filter((item) => !item.home).map((item) =>
      h('a', {
        href: item.href, 'aria-current': item === current ? 'page' : undefined,
        onclick: (event) => {
          event.preventDefault();
          this.link.tell({type: 'go', path: item.href});
        },
      }, item.label)));
  }

  // The address names the app's page, so that a reload comes back to it. It is
  // replaced and not pushed, for the app's own history is the browser's.
  location(address: string, title: string): void {
    const [path = '', query] = address.split('?');
    this.#path = path;
    if (title) document.title = title;
    const said = new URLSearchParams(query);
    const shop = new URLSearchParams(location.search).get('shop');
    if (shop) said.set('shop', shop);
    history.replaceState(history.state, '', (this.frame.dataset['path'] ?? '') + path.replace(/\/$/, '') + (said.size > 0 ? `?${said}` : ''));
    this.nav(this.#items);
  }

  titleBar(title: string | undefined, actions: Action[]): void {
    document.querySelector('.host-title-bar')?.remove();
    if (!title && actions.length === 0) return;
    if (title) document.title = title;
    this.frame.before(h('div', {class: 'host-title-bar'}, h('strong', {}, title),
      ...actions.map(({id, label, primary, critical, disabled, loading}) =>
        h('button', {
          type: 'button', class: `${primary ? 'primary' : ''} ${critical ? 'critical' : ''}`.trim(), disabled: disabled || loading,
          onclick: () => this.link.tell({type: 'press', id}),
        }, label)),
    ));
  }

  /** Says that not a word was heard of the app: its frame shows no more than the browser's own error. */
  silent(on: boolean): void {
    document.querySelector('.host-silent')?.remove();
    const app = this.frame.querySelector('iframe');
    if (!on || !app) return;
    this.frame.before(h('p', {class: 'host-silent', role: 'status'}, `${app.title} does not answer. It should be running at ${new URL(app.src).origin}: start it, then load this page again.`));
  }

  loading(on: boolean): void {
    document.querySelector('.host-loading')?.remove();
    if (on) document.body.append(h('div', {class: 'host-loading', role: 'progressbar', 'aria-label': 'Loading'}));
  }
}

/** The entry the path belongs to: the longest that it begins with. */
export function currentOf(items: NavItem[], path: string): NavItem | undefined {
  const within = items.filter(({href}) => href === path || path.startsWith(`${href.replace(/\/$/, '')}/`));
  return within.sort((a, b) => b.href.length - a.href.length)[0];
}
