// The admin around the app, on the sandbox's /admin page. The page writes
//
//   <div id="askwell-frame" data-shop="…" data-path="/admin/apps/…" data-token-url="/_sandbox/tokens">
//     <iframe src="{app}/?embedded=1&shop=…&host=…&id_token=…"></iframe></div>
//   <nav id="askwell-nav"></nav>      optional: where the app's pages are listed
//   <script src="/_host/frame.js"></script>
//
// and this script answers the app: session tokens from the sandbox, its
// navigation, its save bar over the top bar, toasts and the loading bar.

import {type FromApp, type FromFrame, listen, type NavItem, post} from './messages';

const frame = document.querySelector<HTMLElement>('#askwell-frame')!;
const app = frame.querySelector('iframe')!;
const appOrigin = new URL(app.src).origin;
const tell = (message: FromFrame) => post(app.contentWindow!, appOrigin, message);

async function token(id: number): Promise<void> {
  try {
    const answer = await fetch(frame.dataset['tokenUrl'] ?? '/_sandbox/tokens', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({shop: frame.dataset['shop'], kind: 'admin'}),
    });
    if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status}`);
    const {token} = (await answer.json()) as {token: string};
    tell({type: 'token', id, token});
  } catch (error) {
    tell({type: 'token', id, problem: String(error)});
  }
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .host-save-bar { position: fixed; z-index: 20; inset: 0 0 auto; display: flex; justify-content: center; padding: 0.5rem; background: #1a1a1a; font: 500 0.8125rem/1.25rem Inter, system-ui, sans-serif; }
  .host-save-bar > div { display: flex; align-items: center; gap: 0.5rem; inline-size: min(38rem, 100%); padding: 0.25rem 0.3rem 0.25rem 0.75rem; border-radius: 0.75rem; background: #303030; color: #e3e3e3; }
  .host-save-bar span { flex: 1; }
  .host-save-bar button, .host-toast { border: 0; border-radius: 0.5rem; font: inherit; font-size: 0.75rem; padding: 0.3rem 0.75rem; }
  .host-save-bar button { background: rgba(255, 255, 255, 0.14); color: #fff; cursor: pointer; }
  .host-save-bar .primary { background: #fff; color: #303030; }
  .host-save-bar button:disabled { opacity: 0.5; }
  .host-save-bar button:focus-visible { outline: 2px solid #78afff; outline-offset: 1px; }
  .host-toast { position: fixed; z-index: 21; inset: auto auto 1.5rem 50%; transform: translateX(-50%); padding: 0.5rem 0.9rem; background: #1a1a1a; color: #fff; box-shadow: 0 8px 24px rgba(0, 0, 0, 0.3); font: 500 0.8125rem/1.25rem Inter, system-ui, sans-serif; }
  .host-toast.error { background: #8e0b21; }
  .host-loading { position: fixed; z-index: 22; inset: 0 0 auto; block-size: 3px; background: #00a47c; animation: host-load 1.5s ease-out forwards; transform-origin: 0 0; }
  @keyframes host-load { from { transform: scaleX(0); } to { transform: scaleX(0.9); } }
`);
document.adoptedStyleSheets.push(sheet);

function element(tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function button(label: string, name: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', name, label) as HTMLButtonElement;
  made.type = 'button';
  made.addEventListener('click', pressed);
  return made;
}

// The app tells of its bar at every turn; one that stays as it is keeps the
// focus and the click that are on it.
let told = '';

function saveBar(message: Extract<FromApp, {type: 'save-bar'}>): void {
  const now = JSON.stringify(message);
  if (now === told) return;
  told = now;
  document.querySelector('.host-save-bar')?.remove();
  if (!message.open) return;
  const save = button(message.saving ? 'Saving…' : 'Save', 'primary', () => tell({type: 'save'}));
  save.disabled = message.saving;
  const inner = document.createElement('div');
  inner.append(element('span', '', 'Unsaved changes'));
  if (message.discardable) inner.append(button('Discard', '', () => tell({type: 'discard'})));
  inner.append(save);
  const bar = element('div', 'host-save-bar');
  bar.role = 'region';
  bar.ariaLabel = 'Unsaved changes';
  bar.append(inner);
  document.body.append(bar);
}

function toast(message: Extract<FromApp, {type: 'toast'}>): void {
  document.querySelector('.host-toast')?.remove();
  const shown = element('div', message.error ? 'host-toast error' : 'host-toast', message.text);
  shown.role = 'status';
  document.body.append(shown);
  setTimeout(() => shown.remove(), message.duration);
}

function loading(on: boolean): void {
  document.querySelector('.host-loading')?.remove();
  if (on) document.body.append(element('div', 'host-loading'));
}

let pages: NavItem[] = [];
let path = '/';

function nav(): void {
  const list = document.querySelector('#askwell-nav');
  if (!list) return;
  list.replaceChildren(...pages.filter((item) => !item.home).map((item) => {
    const link = document.createElement('a');
    link.href = item.href;
    link.textContent = item.label;
    if (path.startsWith(item.href)) link.ariaCurrent = 'page';
    link.addEventListener('click', (event) => {
      event.preventDefault();
      tell({type: 'go', path: item.href});
    });
    return link;
  }));
}

function heard(message: FromApp): void {
  switch (message.type) {
    case 'token': return void token(message.id);
    case 'save-bar': return saveBar(message);
    case 'toast': return toast(message);
    case 'loading': return loading(message.on);
    case 'nav':
      pages = message.items;
      return nav();
    case 'location':
      path = message.path;
      if (message.title) document.title = message.title;
      // The address names the app's page, so that a reload comes back to it.
      history.replaceState(null, '', (frame.dataset['path'] ?? '') + path.replace(/\/$/, '') + location.search);
      return nav();
    case 'open': return location.assign(`/admin${message.path}`);
  }
}

listen<FromApp>(() => app.contentWindow, appOrigin, heard);
